"""Rows of the index as hits that a page, a feed or a program shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from search import language, passages, queries, reading
from search.engines.base import Found
from search.models import IndexedPage
from search.passages import Passage, Places, Sought
from search.queries import Query
from search.reading import Row


class Hit(NamedTuple):
    """One entry that answers."""

    row: int
    kind: str
    id: int
    locale: str
    url: str
    title: str
    summary: str
    #: What is shown of its text, or of a page of its PDF.
    passage: Passage
    place: str
    published_on: date | None
    access: str
    authors: tuple[str, ...] = ()
    #: Number of the page of its PDF where the words stand; 0: they stand in the entry itself.
    page: int = 0
    #: Where words of its title answer.
    title_places: Places = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of hits, how many there are in all, and the counts of each facet."""

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    query: Query = field(default_factory=Query)

    @property
    def kinds(self) -> Mapping[str, int]:
        """Counts of the kinds under all other choices."""
        return self.facets.get("kind", {})


def of(found: Found, query: Query, wanted: frozenset[str]) -> Answer:
    """The hits of what an engine found; what was dropped meanwhile is left out.

    Args:
        wanted: terms whose words are marked.
    """
    if not found.rows:
        return Answer(found.total, (), found.facets, query)
    rows = reading.rows(found.rows)
    with_pdf = {pk: row for pk, row in rows.items() if row.pdf_url}
    places = _places_in_pdf(with_pdf, query) if with_pdf else {}
    shown = [(rows[pk], places.get(pk)) for pk in found.rows if pk in rows]
    hits = _marked(shown, passages.sought(wanted))
    return Answer(found.total, hits, found.facets, query)


_Place = tuple[int, str] | None


def _marked(shown: list[tuple[Row, _Place]], sought: Sought) -> tuple[Hit, ...]:
    """Hits with the words that answer; the index is asked for those that begin otherwise."""
    hits = [_hit(row, place, sought) for row, place in shown]
    unlike = [hit.row for hit in hits if not (hit.title_places or hit.passage.places)]
    if not unlike:
        return tuple(hits)
    kept, texts = reading.kept_words(unlike, sought.terms), {row.id: row.text() for row, _ in shown}
    return tuple(
        _marked_as_kept(hit, texts[hit.row], *kept[hit.row]) if hit.row in kept else hit
        for hit in hits
    )


def _marked_as_kept(
    hit: Hit, text: bytes, title_words: frozenset[str], words: frozenset[str]
) -> Hit:
    passage = passages.passage_with(text, words) if words and not hit.page else hit.passage
    places = passages.places_of(hit.title, title_words)
    return hit._replace(title_places=places, passage=passage)


def _hit(row: Row, place: _Place, sought: Sought) -> Hit:
    number, text = (place[0], place[1].encode()) if place else (0, row.text())
    return Hit(
        row=row.id, kind=row.kind, id=row.entry_id, locale=row.locale,
        url=f"{row.pdf_url}#page={number}" if number else row.url,
        title=row.title, summary=row.summary,
        passage=passages.passage(text, row.locale, sought), place=row.place,
        published_on=row.published_on, access=row.access, authors=tuple(row.authors),
        page=number, title_places=passages.places_in(row.title, row.locale, sought),
    )  # fmt: skip


def _places_in_pdf(rows: Mapping[int, Row], query: Query) -> dict[int, tuple[int, str]]:
    """For each entry that says less of the query itself than a page of its PDF: that page."""
    wanted = [frozenset(queries.terms_of(word)) for word in query.shown()]
    best: dict[int, tuple[int, int]] = {
        pk: (_met(_own(row), wanted), 0) for pk, row in rows.items()
    }
    pages = IndexedPage.objects.filter(entry__in=rows).order_by("entry", "number")
    for pk, number, terms in pages.values_list("entry", "number", "terms"):
        met = _met(frozenset(terms.split()), wanted)
        if met > best[pk][0]:
            best[pk] = (met, number)
    numbers = {pk: number for pk, (_, number) in best.items() if number}
    texts = IndexedPage.objects.filter(entry__in=numbers, number__in=set(numbers.values()))
    return {
        page.entry_id: (page.number, page.text)
        for page in texts
        if numbers[page.entry_id] == page.number
    }


def _own(row: Row) -> frozenset[str]:
    text = f"{row.title} {row.text().decode()}"
    return frozenset([*language.terms(text, row.locale), *language.folded_terms(text, row.locale)])


def _met(terms: frozenset[str], wanted: list[frozenset[str]]) -> int:
    return sum(not terms.isdisjoint(word) for word in wanted)
