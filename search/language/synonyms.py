"""Other words for what was asked: terms that mean the same, found in any form of their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from portal.core import letters
from search.language.analysis import folded_terms, terms, tokens

#: Other phrases for one place of a query; the rest would only slow the engine down.
_MOST = 8
#: The part of a Kyrgyz word that its forms have in common at least; of a plural, of what it counts.
_ALIKE = 0.6
#: Folded; with all that follows it.
_PLURAL = re.compile(r"(?<=\w\w)[лдт][аео]р\w*$")


@dataclass(frozen=True, slots=True)
class Swap:
    """``words[start:end]`` of a query may also be any of ``phrases``, all words of it met."""

    start: int
    end: int
    phrases: tuple[tuple[str, ...], ...]


class Phrase(NamedTuple):
    """Words of one language; without a language, of any (abbreviations wander)."""

    text: str
    language: str = ""


#: A term and how the word was read: the same letters are different words in two languages.
_Read = tuple[str, str]


class _Word(NamedTuple):
    """A word as written without ө, ү, ң, and everything it may be read as."""

    folded: str
    read: frozenset[_Read]

    def meets(self, other: _Word) -> bool:
        """Are both forms of one word?"""
        shared = self.read & other.read
        if any(code in ("ru", "en") for code, _ in shared):
            return True
        # Kyrgyz stems of rare names may be too short: Кулунду is not куль.
        bare = _PLURAL.sub("", other.folded)
        return bool(shared) and _alike(self.folded, bare) >= _ALIKE * len(bare)


class _Entry(NamedTuple):
    """A phrase that may be asked for, and the row it stands in."""

    words: tuple[_Word, ...]
    row: int


class Thesaurus:
    """Rows of phrases that mean the same. Meaning is not carried on from row to row."""

    def __init__(self, rows: Iterable[Iterable[Phrase]]) -> None:
        self._rows: list[tuple[tuple[str, ...], ...]] = []
        self._starting: dict[_Read, list[_Entry]] = {}
        for row in rows:
            self._add(row)

    def swaps(self, words: Sequence[str]) -> tuple[Swap, ...]:
        """Where ``words`` may be said otherwise, in order, the longest phrase of a place first."""
        found: dict[tuple[int, int], dict[tuple[str, ...], None]] = {}
        asked = [_word(word, "") for word in words]
        for start in range(len(words)):
            for entry in self._met_at(start, asked):
                end = start + len(entry.words)
                others = found.setdefault((start, -end), {})
                others.update(dict.fromkeys(self._others(entry)))
        return tuple(
            Swap(start, -end, tuple(others)[:_MOST])
            for (start, end), others in sorted(found.items())
            if others
        )

    def _add(self, row: Iterable[Phrase]) -> None:
        phrases: dict[tuple[str, ...], str] = {}
        for one in row:
            if phrase := tuple(token.word for token in tokens(one.text)):
                # A word that both languages write alike is read as either.
                alike = phrases.get(phrase, one.language) == one.language
                phrases[phrase] = one.language if alike else ""
        for phrase, language in phrases.items():
            entry = _Entry(tuple(_word(word, language) for word in phrase), len(self._rows))
            for term in entry.words[0].read:
                self._starting.setdefault(term, []).append(entry)
        self._rows.append(tuple(phrases))

    def _met_at(self, start: int, asked: Sequence[_Word]) -> Iterator[_Entry]:
        entries = {entry for term in asked[start].read for entry in self._starting.get(term, ())}
        for entry in sorted(entries, key=lambda entry: entry.row):
            if _meet(asked[start : start + len(entry.words)], entry.words):
                yield entry

    def _others(self, entry: _Entry) -> Iterator[tuple[str, ...]]:
        """The phrases of the row that would not find the same without help."""
        for phrase in self._rows[entry.row]:
            if not _meet([_word(word, "") for word in phrase], entry.words):
                yield phrase


def _alike(one: str, other: str) -> int:
    """With how many letters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _meet(asked: Sequence[_Word], words: Sequence[_Word]) -> bool:
    return len(asked) == len(words) and all(map(_Word.meets, asked, words))


@lru_cache(maxsize=20_000)
def _word(word: str, language: str) -> _Word:
    return _Word(letters.fold(word), _readings(word, language))


def _readings(word: str, language: str) -> frozenset[_Read]:
    """The terms of ``word`` in ``language``, or in all; Kyrgyz also as typed without ө, ү, ң."""
    codes = [language] if language else ["ky", "ru", "en"]
    found = {(code, term) for code in codes for term in terms(word, code)}
    if "ky" in codes:
        found.update(("folded", term) for term in folded_terms(word))
    return frozenset(found)
