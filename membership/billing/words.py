"""Sums in words, as papers need them."""

from num2words import num2words

from membership.billing.words_ky import in_words as kyrgyz

_RUSSIAN_SOM = ("сом", "сома", "сомов")
_RUSSIAN_TYIYN = ("тыйын", "тыйына", "тыйынов")


def sum_in_words(tyiyn: int, language: str) -> str:
    """``480050`` as "Четыре тысячи восемьсот сомов 50 тыйынов", or in Kyrgyz.

    Args:
        tyiyn: zero or more.
        language: ``"ky"``; anything else is Russian.
    """
    som, rest = divmod(tyiyn, 100)
    if language == "ky":
        text = f"{kyrgyz(som)} сом {rest:02d} тыйын"
    else:
        counted = num2words(som, lang="ru")
        text = f"{counted} {_form(som, _RUSSIAN_SOM)} {rest:02d} {_form(rest, _RUSSIAN_TYIYN)}"
    return text[0].upper() + text[1:]


def _form(count: int, forms: tuple[str, str, str]) -> str:
    """The form of a Russian noun after ``count``: 1 сом, 2 сома, 5 сомов."""
    tens, ones = count % 100 // 10, count % 10
    if tens == 1 or ones == 0 or ones > 4:
        return forms[2]
    return forms[0] if ones == 1 else forms[1]
