"""How issues of the magazine are numbered: number of the month, and through number in brackets.

Twelve numbers a year, a double issue takes two. Every number seen in the archive fits one rule,
``through = 12 × (year − 2021) + month + 110``; so No. 1 is November 2011.
"""

ISSN = "1694-7053"
CERTIFICATE = "1785"
_FIRST_YEAR, _BEFORE = 2021, 110


def through_number(year: int, month: int) -> int:
    """The through number of the issue of a month."""
    return 12 * (year - _FIRST_YEAR) + month + _BEFORE


def label(months: tuple[int, int], through: tuple[int, int]) -> str:
    """As printed on the cover: ``10 (180)``, and of a double issue ``7-8 (177-178)``."""
    return f"{_span(months)} ({_span(through)})"


def _span(ends: tuple[int, int]) -> str:
    first, last = ends
    return str(first) if first == last else f"{first}-{last}"
