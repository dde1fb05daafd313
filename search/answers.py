"""Rows of the index as hits that a page, a feed or a program shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from search import language, queries, reading
from search.engines.base import Found
from search.models import IndexedPage
from search.queries import Query


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that answers."""

    row: int
    kind: str
    id: int
    locale: str
    url: str
    title: str
    summary: str
    body: str
    place: str
    published_on: date | None
    access: str
    authors: tuple[str, ...] = ()
    #: Number of the page of its PDF where the words stand; 0: they stand in the entry itself.
    page: int = 0
    #: Words of its title and of its text that answer, as written in lower case. Of the text those
    #: from the first one on, as far as an extract reaches.
    title_words: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


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
    with_pdf = {pk: row for pk, row in rows.items() if row["pdf_url"]}
    places = _places_in_pdf(with_pdf, query) if with_pdf else {}
    terms = tuple(term.encode() for term in wanted)
    hits = tuple(_hit(rows[pk], places.get(pk), terms) for pk in found.rows if pk in rows)
    return Answer(found.total, hits, found.facets, query)


def _hit(row: dict[str, Any], place: tuple[int, str] | None, wanted: tuple[bytes, ...]) -> Hit:
    number, text = place or (0, "")
    title_words = reading.words_of_title(row, wanted)
    return Hit(
        row=row["id"], kind=row["kind"], id=row["entry_id"], locale=row["locale"],
        url=f"{row['pdf_url']}#page={number}" if number else row["url"],
        title=row["title"], summary="" if number else row["summary"],
        body=text or row["body"], place=row["place"], published_on=row["published_on"],
        access=row["access"], authors=tuple(row["authors"]), page=number,
        title_words=title_words,
        words=reading.words_anywhere(text, row["locale"], wanted)
        if number
        else reading.words_of_text(row, wanted),
    )  # fmt: skip


def _places_in_pdf(rows: Mapping[int, dict[str, Any]], query: Query) -> dict[int, tuple[int, str]]:
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


def _own(row: dict[str, Any]) -> frozenset[str]:
    text, locale = f"{row['title']} {row['summary']} {row['body']}", str(row["locale"])
    return frozenset([*language.terms(text, locale), *language.folded_terms(text, locale)])


def _met(terms: frozenset[str], wanted: list[frozenset[str]]) -> int:
    return sum(not terms.isdisjoint(word) for word in wanted)
