"""What to offer when a query found little: the same words typed another way, or near words.

Everything here is a pure function of the text and of a vocabulary: the words of an index as they
are written, in lower case, with the number of entries each stands in. A suggestion is only made
when the vocabulary knows its words, so what is offered finds something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.core import letters
from search.language import keyboards, misspelling
from search.language.analysis import folded_terms, tokens

#: Words up to this length are corrected by one letter, longer ones by two.
_SHORT = 4
#: Near words that are weighed by how people mistype.
_WEIGHED = 150
#: How much a word gains by being common: e times as frequent is worth this part of a wrong letter.
_COMMONNESS = 0.09


#: What stands in no word that somebody spelt with Latin letters.
_NO_SPELLING = re.compile(r"[^\w\s'-]")
_SIGNS = str.maketrans("", "", "ьъ")


class Vocabulary(Protocol):
    """The words of an index."""

    def __iter__(self) -> Iterator[str]:
        """Every word as written, in lower case."""

    def frequency(self, word: str) -> int:
        """In how many entries ``word`` stands; 0 for an unknown one."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query to offer, and why: ``layout``, ``latin``, ``font`` or ``spelling``."""

    text: str
    reason: str


class WordList:
    """A vocabulary in memory with the tables the help needs. Worth keeping while it is true."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = dict(frequencies)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> WordList:
        """``vocabulary`` itself when it has the tables, else a copy that has."""
        if isinstance(vocabulary, cls):
            return vocabulary
        return cls({word: vocabulary.frequency(word) for word in vocabulary})

    def __iter__(self) -> Iterator[str]:
        return iter(self._frequencies)

    def frequency(self, word: str) -> int:
        """In how many entries ``word`` stands; 0 for an unknown one."""
        return self._frequencies.get(word, 0)

    @cached_property
    def by_spelling(self) -> dict[str, str]:
        """The commonest word of each folded spelling."""
        found: dict[str, str] = {}
        for word in sorted(self._frequencies, key=lambda word: (self._frequencies[word], word)):
            found[letters.fold(word)] = word
        return found

    @cached_property
    def by_sound(self) -> dict[str, str]:
        """The same without ь and ъ, which nobody writes with Latin letters: oblast."""
        found: dict[str, str] = {}
        for spelling in sorted(self.by_spelling, key=self._commonness):
            found[spelling.translate(_SIGNS)] = self.by_spelling[spelling]
        return found

    def _commonness(self, spelling: str) -> tuple[int, str]:
        return self._frequencies[self.by_spelling[spelling]], spelling

    @cached_property
    def by_length(self) -> dict[int, list[str]]:
        """The folded spellings of each length."""
        found: dict[int, list[str]] = {}
        for spelling in self.by_spelling:
            found.setdefault(len(spelling), []).append(spelling)
        return found

    @cached_property
    def folded_terms(self) -> frozenset[str]:
        """The folded terms of all words: an unseen form of a known word finds something too."""
        return frozenset(folded_terms(" ".join(self._frequencies)))

    def known(self, word: str) -> str:
        """``word`` as it is usually written, when it or a form of it is known; else nothing."""
        if word in self._frequencies:
            return word
        if found := self.by_spelling.get(letters.fold(word)):
            return found
        return word if self.folded_terms.issuperset(folded_terms(word)) else ""


def suggestions(text: str, vocabulary: Vocabulary, *, limit: int = 3) -> tuple[Suggestion, ...]:
    """Whole queries to offer instead of ``text``, best first, none of them ``text`` itself."""
    words = WordList.of(vocabulary)
    found = [*_by_keys(text, words), *_by_font(text, words), *_by_letters(text, words)]
    found.sort(key=lambda one: -_weight(one.text, words))
    if len(found) < limit:
        found += _by_spelling(text, words, limit)
    own = " ".join(token.word for token in tokens(text))
    unlike: dict[str, Suggestion] = {}
    for one in found:
        if one.text != own and len(one.text) > 1:
            unlike.setdefault(one.text, one)
    return tuple(unlike.values())[:limit]


def corrections(word: str, vocabulary: Vocabulary, *, limit: int = 5) -> tuple[str, ...]:
    """Words of the vocabulary that ``word`` may have been meant for, likeliest first."""
    words, typed = WordList.of(vocabulary), letters.fold(word)
    most = 1 if len(typed) <= _SHORT else 2
    near = [
        (distance, spelling)
        for length in range(len(typed) - most, len(typed) + most + 1)
        for spelling, distance, _ in process.extract(
            typed,
            words.by_length.get(length, ()),
            scorer=OSA.distance,
            score_cutoff=most,
            limit=None,
        )
    ]
    near.sort(key=lambda row: (row[0], -words.frequency(words.by_spelling[row[1]])))
    ranked = sorted(
        (misspelling.cost(spelling, typed) - _COMMONNESS * log(words.frequency(meant) or 1), meant)
        for _, spelling in near[:_WEIGHED]
        if (meant := words.by_spelling[spelling]) != word
    )
    return tuple(meant for _, meant in ranked[:limit])


def _by_keys(text: str, words: WordList) -> Iterator[Suggestion]:
    readings = (
        keyboards.from_qwerty(text) if keyboards.is_latin(text) else [keyboards.from_ycuken(text)]
    )
    for reading in readings:
        if read := _all_known(reading, words):
            yield Suggestion(read, "layout")


def _by_font(text: str, words: WordList) -> Iterator[Suggestion]:
    for reading in keyboards.from_old_fonts(text):
        if read := _all_known(reading, words):
            yield Suggestion(read, "font")


def _by_letters(text: str, words: WordList) -> Iterator[Suggestion]:
    if not keyboards.is_latin(text) or _NO_SPELLING.search(text):
        return
    read = [_from_latin(token.word, words) for token in tokens(text)]
    if read and all(read):
        yield Suggestion(" ".join(read), "latin")


def _from_latin(word: str, words: WordList) -> str:
    readings = keyboards.from_latin(word)
    sounds = [reading.translate(_SIGNS) for reading in readings]
    if spelt := [words.by_sound[sound] for sound in sounds if sound in words.by_sound]:
        return max(spelt, key=words.frequency)
    if words.frequency(word):
        return word
    formed = (reading for reading in readings if reading and words.known(reading))
    return next(formed, "")


def _by_spelling(text: str, words: WordList, limit: int) -> Iterator[Suggestion]:
    typed = [token.word for token in tokens(text)]
    meant = [_spellings(word, words, limit) for word in typed]
    if not all(meant):
        return
    for place in range(max(map(len, meant), default=0)):
        query = " ".join(choices[min(place, len(choices) - 1)] for choices in meant)
        yield Suggestion(query, "spelling")


def _spellings(word: str, words: WordList, limit: int) -> tuple[str, ...]:
    """A word as it is, when it is known, else what it may have been meant for.

    A single letter is near to every other: nothing says which.
    """
    if len(word) == 1 or words.frequency(word) or letters.fold(word) in words.by_spelling:
        return (word,)
    return corrections(word, words, limit=limit) or ((word,) if words.known(word) else ())


def _all_known(text: str, words: WordList) -> str:
    """The words of ``text`` as they are usually written, when all of them are known."""
    read = [words.known(token.word) for token in tokens(text)]
    return " ".join(read) if read and all(read) else ""


def _weight(text: str, words: WordList) -> float:
    return sum(log(words.frequency(token.word) + 0.5) for token in tokens(text))
