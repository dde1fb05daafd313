"""Pages that editors put above everything else for certain words."""

from dataclasses import dataclass
from typing import Any

from search import queries
from search.models import PromotedResult


@dataclass(frozen=True, slots=True)
class Promoted:
    """A page and why it stands there."""

    title: str
    url: str
    text: str


def pages(text: str, language: str) -> list[Promoted]:
    """The published pages of ``language`` promoted for these words, in any form of them.

    Who leaves words out knows what to look for: nothing is advised.
    """
    query = queries.read(text)
    words = [frozenset(queries.terms_of(word)) for word in query.shown()]
    if not words or query.without:
        return []
    rows = PromotedResult.objects.filter(
        is_used=True, page__live=True, page__locale__language_code=language
    ).select_related("page")
    found = (row.page.specific for row in rows if _is_for(row, words))
    notes = {row.page_id: row.note for row in rows}
    return [
        Promoted(page.title, page.url or "", notes[page.pk] or getattr(page, "summary", ""))
        for page in found
        if not page.get_view_restrictions().exists()
    ]


def _is_for(row: PromotedResult, words: list[frozenset[str]]) -> bool:
    return any(_same(words, phrase) for phrase in row.words.split(","))


def _same(words: list[frozenset[str]], phrase: str) -> bool:
    theirs: list[Any] = [frozenset(queries.terms_of(word)) for word in queries.read(phrase).shown()]
    return len(theirs) == len(words) and all(
        not one.isdisjoint(other) for one, other in zip(words, theirs, strict=True)
    )
