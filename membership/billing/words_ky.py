"""Kyrgyz numerals. They are regular: words of the groups stand side by side."""

_ONES = ("", "бир", "эки", "үч", "төрт", "беш", "алты", "жети", "сегиз", "тогуз")
_TENS = (
    "",
    "он",
    "жыйырма",
    "отуз",
    "кырк",
    "элүү",
    "алтымыш",
    "жетимиш",
    "сексен",
    "токсон",
)
_GROUPS = ("", "миң", "миллион", "миллиард", "триллион")


def in_words(number: int) -> str:
    """``4800`` as "төрт миң сегиз жүз".

    Raises:
        ValueError: below zero, or a thousand trillions and more.
    """
    if number < 0 or number >= 1000 ** len(_GROUPS):
        raise ValueError(number)
    if number == 0:
        return "нөл"
    words: list[str] = []
    for power in range(len(_GROUPS) - 1, -1, -1):
        group = number // 1000**power % 1000
        if group:
            words += [*_below_thousand(group), _GROUPS[power]]
    return " ".join(filter(None, words))


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    counted = [_ONES[hundreds], "жүз"] if hundreds else []
    return [*counted, _TENS[rest // 10], _ONES[rest % 10]]
