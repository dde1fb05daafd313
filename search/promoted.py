"""Pages that editors put above everything else for certain words."""

from dataclasses import dataclass

from search import queries
from search.models import PromotedResult
from search.queries import Query


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
    if not query.shown() or query.without:
        return []
    rows = PromotedResult.objects.filter(
        is_used=True, page__live=True, page__locale__language_code=language
    ).select_related("page")
    found = (row.page.specific for row in rows if _is_for(row, query))
    notes = {row.page_id: row.note for row in rows}
    return [
        Promoted(page.title, page.url or "", notes[page.pk] or getattr(page, "summary", ""))
        for page in found
        if not page.get_view_restrictions().exists()
    ]


def _is_for(row: PromotedResult, query: Query) -> bool:
    phrases = map(queries.read, row.words.split(","))
    return any(queries.say_the_same(query, phrase) for phrase in phrases)
