"""What every engine offers, and the shapes of a question and its answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from portal.core.entries import Entry


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks.

    ``words`` holds, for each typed word, the terms it may stand for: any of them will do, but every
    word must be met.
    """

    words: tuple[tuple[str, ...], ...]
    kind: str = ""
    locale: str = ""
    topic: str = ""
    #: Entries in this language come first among equals.
    prefers: str = "ky"
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that answers."""

    kind: str
    id: int
    locale: str
    url: str
    title: str
    summary: str
    body: str
    place: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of hits, how many there are in all, and how many of each kind and language.

    The counts of a facet leave out the reader's own choice in that facet.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    kinds: dict[str, int] = field(default_factory=dict)
    locales: dict[str, int] = field(default_factory=dict)


class Engine(Protocol):
    """A store of entries. Writes are harmless when repeated."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Add or replace entries."""

    def drop(self, kind: str, entry_id: int) -> None:
        """Forget one entry."""

    def find(self, question: Question) -> Answer:
        """Answer a question. An empty question has no hits."""

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Replace the whole index; returns the number of entries."""
