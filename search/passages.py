"""Where a text answers: the part of it that is shown, and the words in it to be marked.

Forms of a word mostly begin alike, so words that begin as a wanted term does are looked up and no
other is analysed. Texts are looked through as UTF-8 and only what is shown is decoded, because
making letters of a page of Cyrillic texts takes longer than finding them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from search import language

#: Bytes of a text in which words are looked for; beyond them its beginning is shown.
LOOKED_AT = 120_000
#: Letters shown before the first word that answers, and as many after it at least.
_AROUND = 110
#: Bytes that hold so many letters before, and twice as many after.
_BEFORE, _AFTER = 3 * _AROUND, 6 * _AROUND
_LONGEST_WORD = 120
#: Letters by which words are told apart well enough to look for them at once.
_ENOUGH = 4
_WORD = re.compile(r"[^\W_]+")
_BLANK = ord(" ")


@dataclass(frozen=True, slots=True)
class Sought:
    """Terms whose words are to be marked, and how such words may begin."""

    terms: frozenset[str]
    #: In lower case.
    beginnings: tuple[str, ...]
    #: As they may be written, in UTF-8: usually, as names, and as headings.
    spellings: tuple[tuple[bytes, ...], ...]

    def is_said_by(self, word: str, locale: str) -> bool:
        """Does a word of a text in this language, in lower case, stand for a term?"""
        return word in self.terms or not self.terms.isdisjoint(language.readings(word, locale))


#: Where words that answer begin and end, in the order of the text.
Places = tuple[tuple[int, int], ...]


class Passage(NamedTuple):
    """A part of a text, and where in it the words stand that answer."""

    text: str = ""
    places: Places = ()
    cut_before: bool = False
    cut_after: bool = False


@lru_cache(maxsize=2_000)
def sought(terms: frozenset[str]) -> Sought:
    """Prepare to look for ``terms``. Ends of dictionary forms are left out: решить, решил."""
    beginnings: list[str] = []
    for one in sorted({term[: len(term) - _end(term)] for term in terms if term}):
        alike = _shared(beginnings[-1], one) if beginnings else ""
        if alike and len(alike) >= min(_ENOUGH, len(beginnings[-1])):
            beginnings[-1] = alike
        else:
            beginnings.append(one)
    spellings = (
        tuple(way(one).encode() for one in beginnings)
        for way in (str.lower, str.capitalize, str.upper)
    )
    return Sought(terms, tuple(beginnings), tuple(dict.fromkeys(spellings)))


def _shared(one: str, other: str) -> str:
    at = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), None
    )
    return one[:at]


def _end(term: str) -> int:
    return 2 if len(term) > 5 else 1 if len(term) > 2 else 0


def places_in(text: str, locale: str, sought: Sought) -> Places:
    """The words of a short text that answer."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter that is two in lower case: offsets would not fit
        return _carefully(text, lambda word: sought.is_said_by(word, locale))
    found = []
    for beginning in sought.beginnings:
        at = lower.find(beginning)
        while at >= 0:
            word = None if lower[at - 1 : at].isalnum() else _WORD.match(lower, at)
            if word and sought.is_said_by(word.group(), locale):
                found.append(word.span())
            at = lower.find(beginning, word.end() if word else at + 1)
    return tuple(sorted(found))


def places_of(text: str, words: frozenset[str]) -> Places:
    """The same of given ``words``, also inside of ``во́ды`` and ``Facebookто``."""
    return _carefully(text, words.__contains__) if words else ()


def _carefully(text: str, answers: Callable[[str], bool]) -> Places:
    return tuple([(one.start, one.end) for one in language.tokens(text) if answers(one.word)])


def passage(text: bytes, locale: str, sought: Sought) -> Passage:
    """About two lines of ``text`` around a word that answers; else its beginning.

    The first such word as it is usually written; a name or a heading only where there is none.
    """
    looked_at = text[:LOOKED_AT]
    for spellings in sought.spellings:
        if (first := _first(looked_at, locale, sought, spellings)) >= 0:
            shown, before, after = _around(text, first)
            return Passage(shown, places_in(shown, locale, sought), before, after)
    shown, before, after = _around(text, 0)
    return Passage(shown, (), before, after)


def passage_with(text: bytes, words: frozenset[str]) -> Passage:
    """The same around the first of ``words``, wherever ``places_of`` sees them."""
    letters = text[:LOOKED_AT].decode(errors="ignore")
    first = next((one.start for one in language.tokens(letters) if one.word in words), 0)
    shown, before, after = _around(text, len(letters[:first].encode()))
    return Passage(shown, places_of(shown, words), before, after)


def _first(text: bytes, locale: str, sought: Sought, spellings: tuple[bytes, ...]) -> int:
    """Where the first word that answers begins; -1 when none does."""
    first, end = -1, len(text)
    for spelling in spellings:
        at = text.find(spelling, 0, end)
        while at >= 0:
            if _begins_word(text, at) and sought.is_said_by(_word_at(text, at), locale):
                first, end = at, at + len(spelling)
                break
            at = text.find(spelling, at + 1, end)
    return first


def _begins_word(text: bytes, at: int) -> bool:
    if not at or text[at - 1] == _BLANK:
        return True
    return not text[max(at - 4, 0) : at].decode(errors="ignore")[-1:].isalnum()


def _word_at(text: bytes, at: int) -> str:
    found = _WORD.match(text[at : at + _LONGEST_WORD].decode(errors="ignore"))
    return found.group().lower() if found else ""


def _around(text: bytes, middle: int) -> tuple[str, bool, bool]:
    """What is shown around a place, and whether something stands before and after it."""
    begins, ends = max(middle - _BEFORE, 0), middle + _AFTER
    before = text[begins:middle].decode(errors="ignore")
    if is_cut_before := begins > 0 or len(before) > _AROUND:
        before = before[-_AROUND:]
        before = before[before.find(" ") + 1 :]
    after = text[middle:ends].decode(errors="ignore")
    room = 2 * _AROUND - len(before)
    if is_cut_after := ends < len(text) or len(after) > room:
        after = after[:room]
        after = after[: max(after.rfind(" "), 0)] or after
    return before + after, is_cut_before, is_cut_after
