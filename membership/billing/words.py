"""Sums in words, as papers need them."""

from num2words import num2words

from membership.billing.words_ky import in_words as kyrgyz
from portal.core.money import HOME

_CENTS = ("цент", "цента", "центов")
#: Whole and hundredth of each currency, after 1, after 2, after 5.
_RUSSIAN = {
    "KGS": (("сом", "сома", "сомов"), ("тыйын", "тыйына", "тыйынов")),
    "USD": (("доллар США", "доллара США", "долларов США"), _CENTS),
    "EUR": (("евро", "евро", "евро"), ("евроцент", "евроцента", "евроцентов")),
}
_KYRGYZ = {"KGS": ("сом", "тыйын"), "USD": ("АКШ доллары", "цент"), "EUR": ("евро", "евроцент")}


def sum_in_words(tyiyn: int, language: str, currency: str = HOME) -> str:
    """``480050`` as "Четыре тысячи восемьсот сомов 50 тыйынов", or in Kyrgyz.

    Args:
        tyiyn: zero or more.
        language: ``"ky"``; anything else is Russian.
    """
    som, rest = divmod(tyiyn, 100)
    if language == "ky":
        whole, part = _KYRGYZ[currency]
        text = f"{kyrgyz(som)} {whole} {rest:02d} {part}"
    else:
        wholes, parts = _RUSSIAN[currency]
        counted = num2words(som, lang="ru")
        text = f"{counted} {_form(som, wholes)} {rest:02d} {_form(rest, parts)}"
    return text[0].upper() + text[1:]


def _form(count: int, forms: tuple[str, str, str]) -> str:
    """The form of a Russian noun after ``count``: 1 сом, 2 сома, 5 сомов."""
    tens, ones = count % 100 // 10, count % 10
    if tens == 1 or ones == 0 or ones > 4:
        return forms[2]
    return forms[0] if ones == 1 else forms[1]
