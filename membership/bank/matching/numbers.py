"""Numbers of invoices in what people write as the purpose of a payment.

Our number is ``2026-00012``. It arrives as ``2026/12``, ``2O26 - 00О12`` with letters for digits,
``202600012``, ``сч. № 12 от 03.03.2026``. Every rewriting here keeps the length of the text, so
that what was recognised can be marked where it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGIT_OF = {
    **dict.fromkeys("ОоOoΟοQ", "0"),
    **dict.fromkeys("lIІі|", "1"),
    **dict.fromkeys("ЗзӠ", "3"),
    **dict.fromkeys("Бб", "6"),
    **dict.fromkeys("SѕЅ", "5"),
}
_LIKE = re.escape("".join(_DIGIT_OF))
_RUN = re.compile(rf"[0-9{_LIKE}]*[0-9][0-9{_LIKE}]*")
_AS_DIGITS = str.maketrans(_DIGIT_OF)
_DATE = re.compile(
    r"(?<!\d)(\d{1,2})[./\-](\d{1,2})[./\-]((?:20)?\d\d)(?!\d)(?:\s?(?:г|ж)\.?(?!\w))?"
)
_BETWEEN = r"[\s\-‐-―−/\\_.,:;№#|]{1,5}"
#: Year and number; written together, the number has all its five digits.
_FULL = re.compile(
    rf"(?<!\d)(?P<year>2 ?0 ?\d ?\d)"
    rf"(?:{_BETWEEN}(?P<apart>0(?: ?\d){{4}}(?! ?\d)|\d{{1,6}}(?!\d))|(?P<glued>\d{{5}}(?!\d)))"
)
_SHORT = re.compile(
    r"(?:№|#|\bN[oо]?\b\.?|номер\w*|\bсч(?:[её]т\w*|\.)?|\bэсеп\w*|invoice|\bинв\w*)"
    r"[\s.:№#\-]{0,4}(?P<n>\d{1,6})(?![\d\-/])",
    re.IGNORECASE,
)
_INN = re.compile(r"(?<!\d)\d{14}(?!\d)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Something recognised in a text, and where it stands."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a purpose says about invoices."""

    #: Numbers with their year, as we write them.
    full: tuple[Mention, ...]
    #: Numbers whose year follows from a date beside them, or is open: the value is then ``12``.
    short: tuple[Mention, ...]
    inns: tuple[Mention, ...]


def read(purpose: str) -> Mentions:
    """The numbers and INNs named in ``purpose``."""
    text = as_digits(purpose)
    years = [match[3][-2:] for match in _DATE.finditer(text)]
    text = _DATE.sub(lambda match: "\x01" * len(match[0]), text)
    inns = tuple(Mention(match[0], *match.span()) for match in _INN.finditer(text))
    text = _INN.sub(lambda match: "\x01" * len(match[0]), text)
    full = tuple(_full(text))
    for mention in full:
        text = text[: mention.start] + "\x01" * (mention.end - mention.start) + text[mention.end :]
    return Mentions(full, tuple(_short(text, years)), inns)


def as_digits(text: str) -> str:
    """Letters that stand for digits inside a number become digits; the length stays."""
    return _RUN.sub(_right_run, text)


def _right_run(match: re.Match[str]) -> str:
    run, text = match[0], match.string
    if sum(char in "0123456789" for char in run) < 2:
        return run
    first, last = 0, len(run)
    if match.start() and text[match.start() - 1].isalpha():
        while not run[first].isdigit():
            first += 1
    if match.end() < len(text) and text[match.end()].isalpha():
        while not run[last - 1].isdigit():
            last -= 1
    return run[:first] + run[first:last].translate(_AS_DIGITS) + run[last:]


def _full(text: str) -> Iterator[Mention]:
    for match in _FULL.finditer(text):
        number = int((match["apart"] or match["glued"]).replace(" ", ""))
        if number:
            year = match["year"].replace(" ", "")
            yield Mention(f"{year}-{number:05d}", *match.span())


def _short(text: str, years: list[str]) -> Iterator[Mention]:
    year = f"20{years[0]}-" if len(set(years)) == 1 else ""
    for match in _SHORT.finditer(text):
        if number := int(match["n"]):
            yield Mention(f"{year}{number:05d}", *match.span("n"))
