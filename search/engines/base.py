"""What every engine offers, and the shapes of a question and its answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from portal.core.entries import Entry

#: What a reader may narrow by, in the order of the page.
FACETS = ("kind", "topic", "oblast", "rayon", "year", "locale", "access")

#: What the reader's own language weighs: a title in it stands above a rarer word in another.
OWN_LANGUAGE = 3.0

#: Terms one typed word may stand for: any of them will do.
Word = tuple[str, ...]
#: Words that must all be met.
Together = tuple[Word, ...]
#: Any of these will do: the typed words themselves, or a synonym of them.
Clause = tuple[Together, ...]
#: Terms that follow each other, read as each language: any reading will do.
Phrase = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks. Every clause and every phrase must be met, nothing of ``without``."""

    clauses: tuple[Clause, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Word, ...] = ()
    #: Chosen values by facet; any value of a facet will do, every facet must be met.
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: Entries in this language come first among equals.
    prefers: str = "ky"
    #: Entries in this language come before all others.
    first_locale: str = ""
    newest_first: bool = False
    #: Rows of the index beyond this one are too new: a second page does not shift under a reader.
    up_to: int = 0
    #: Ordinal of the day of asking, for what is recent.
    today: int = 0
    offset: int = 0
    #: 0 asks for the numbers only, and nothing is weighed.
    limit: int = 10

    @property
    def is_empty(self) -> bool:
        """Nothing is asked for; what is only excluded asks for nothing."""
        return not self.clauses and not self.phrases


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of the index that answer, best first, how many there are in all, and the facets.

    The counts of a facet leave out the reader's own choice in that facet.
    """

    total: int = 0
    rows: tuple[int, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Unreachable(Exception):
    """The store does not answer; another one may."""


class Engine(Protocol):
    """A store of entries. Writes are harmless when repeated."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Add or replace entries."""

    def drop(self, kind: str, entry_id: int) -> None:
        """Forget one entry."""

    def find(self, question: Question) -> Found:
        """Answer a question. An empty question has no hits. Raises Unreachable."""

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Replace the whole index; returns the number of entries."""
