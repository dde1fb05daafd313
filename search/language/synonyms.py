"""Other words for what was asked: terms that mean the same, found in any form of their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.language.analysis import alternatives, tokens

#: Other phrases for one place of a query; the rest would only slow the engine down.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Swap:
    """``words[start:end]`` of a query may also be any of ``phrases``, all words of it met."""

    start: int
    end: int
    phrases: tuple[tuple[str, ...], ...]


class _Entry(NamedTuple):
    """A phrase that may be asked for: the terms of each of its words, and the row it stands in."""

    terms: tuple[frozenset[str], ...]
    row: int


class Thesaurus:
    """Rows of phrases that mean the same. Meaning is not carried on from row to row."""

    def __init__(self, rows: Iterable[Iterable[str]]) -> None:
        self._rows: list[tuple[tuple[str, ...], ...]] = []
        self._starting: dict[str, list[_Entry]] = {}
        for row in rows:
            self._add(row)

    def swaps(self, words: Sequence[str]) -> tuple[Swap, ...]:
        """Where ``words`` may be said otherwise, in order, the longest phrase of a place first."""
        found: dict[tuple[int, int], dict[tuple[str, ...], None]] = {}
        terms = [frozenset(alternatives(word)) for word in words]
        for start in range(len(words)):
            for entry in self._met_at(start, terms):
                end = start + len(entry.terms)
                others = found.setdefault((start, -end), {})
                others.update(dict.fromkeys(self._others(entry)))
        return tuple(
            Swap(start, -end, tuple(others)[:_MOST])
            for (start, end), others in sorted(found.items())
            if others
        )

    def _add(self, row: Iterable[str]) -> None:
        split = (tuple(token.word for token in tokens(phrase)) for phrase in row)
        phrases = tuple(dict.fromkeys(phrase for phrase in split if phrase))
        for phrase in phrases:
            entry = _Entry(_terms(phrase), len(self._rows))
            for term in entry.terms[0]:
                self._starting.setdefault(term, []).append(entry)
        self._rows.append(phrases)

    def _met_at(self, start: int, terms: Sequence[frozenset[str]]) -> Iterator[_Entry]:
        entries = (entry for term in terms[start] for entry in self._starting.get(term, ()))
        for entry in sorted(set(entries), key=lambda entry: entry.row):
            asked = terms[start : start + len(entry.terms)]
            if len(asked) == len(entry.terms) and all(
                map(frozenset.intersection, asked, entry.terms)
            ):
                yield entry

    def _others(self, entry: _Entry) -> Iterator[tuple[str, ...]]:
        """The phrases of the row that would not find the same without help."""
        return (phrase for phrase in self._rows[entry.row] if _terms(phrase) != entry.terms)


def _terms(phrase: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(alternatives(word)) for word in phrase)
