"""Other words for what was asked: terms that mean the same, found in any form of their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.language.analysis import folded_terms, terms, tokens

#: Other phrases for one place of a query; the rest would only slow the engine down.
_MOST = 8


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


class _Entry(NamedTuple):
    """A phrase that may be asked for: the terms of each of its words, and the row it stands in."""

    terms: tuple[frozenset[_Read], ...]
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
        read = [_readings(word, "") for word in words]
        for start in range(len(words)):
            for entry in self._met_at(start, read):
                end = start + len(entry.terms)
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
            entry = _Entry(tuple(_readings(word, language) for word in phrase), len(self._rows))
            for term in entry.terms[0]:
                self._starting.setdefault(term, []).append(entry)
        self._rows.append(tuple(phrases))

    def _met_at(self, start: int, read: Sequence[frozenset[_Read]]) -> Iterator[_Entry]:
        entries = {entry for term in read[start] for entry in self._starting.get(term, ())}
        for entry in sorted(entries, key=lambda entry: entry.row):
            asked = read[start : start + len(entry.terms)]
            if len(asked) == len(entry.terms) and all(
                map(frozenset.intersection, asked, entry.terms)
            ):
                yield entry

    def _others(self, entry: _Entry) -> Iterator[tuple[str, ...]]:
        """The phrases of the row that would not find the same without help."""
        return (phrase for phrase in self._rows[entry.row] if not _same(phrase, entry.terms))


def _readings(word: str, language: str) -> frozenset[_Read]:
    """The terms of ``word`` in ``language``, or in all; Kyrgyz also as typed without ө, ү, ң."""
    codes = [language] if language else ["ky", "ru", "en"]
    found = {(code, term) for code in codes for term in terms(word, code)}
    if "ky" in codes:
        found.update(("folded", term) for term in folded_terms(word))
    return frozenset(found)


def _same(phrase: tuple[str, ...], asked: tuple[frozenset[_Read], ...]) -> bool:
    read = [_readings(word, "") for word in phrase]
    return len(read) == len(asked) and all(map(frozenset.intersection, read, asked))
