"""Keeping the index true to the site, and asking it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page

from portal.core import clock
from portal.core.entries import Entry, sources
from portal.core.pages import BasePage
from portal.people import description as people
from search import answers, catching_up, queries, wishes
from search.answers import Answer
from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine
from search.engines.falling_back import FallingBackEngine
from search.models import IndexedEntry
from search.queries import Query

LONGEST_QUERY = queries.LONGEST
#: As deep as an answer is paged.
LAST_PAGE = 100


def engine() -> Engine:
    """The engine that answers."""
    return FallingBackEngine() if settings.ELASTICSEARCH_URL else EmbeddedEngine()


@transaction.atomic
def put_page(page: Page) -> None:
    """Put a page into the index as it may be found now, or drop it. Repeatable."""
    specific = page.specific
    if not isinstance(specific, BasePage):
        return
    _put_or_drop([specific])
    if specific.shapes_entries_below:
        put_below(specific)


@transaction.atomic
def put_subtree(page: Page) -> None:
    """Put a page and all below it as they may be found now."""
    _put_or_drop(_pages(Page.objects.descendant_of(page, inclusive=True)))


@transaction.atomic
def put_below(page: Page) -> None:
    """Put all below a page as they may be found now."""
    _put_or_drop(_pages(Page.objects.descendant_of(page)))


def put_pages(ids: Iterable[int]) -> None:
    """Put these pages as they may be found now."""
    _put_or_drop(_pages(Page.objects.filter(pk__in=list(ids))))


@transaction.atomic
def put_person(person_id: int) -> None:
    """Put somebody as she may be found now, or drop her."""
    if found := people.entries_of(person_id):
        put_entries(found)
        return
    for entry_id in people.entry_ids(person_id):
        drop_entry(people.KIND, entry_id)


def drop_page(page: Page) -> None:
    """Forget a page."""
    specific = page.specific
    if isinstance(specific, BasePage) and specific.entry_kind:
        drop_entry(specific.entry_kind, specific.pk)


def put_entry(entry: Entry) -> None:
    """Put something that is no page into the index."""
    put_entries([entry])


@transaction.atomic
def put_entries(entries: list[Entry]) -> None:
    """Add or replace entries; whoever waits for what they say is told after the commit."""
    known = set(
        IndexedEntry.objects.filter(entry_id__in=[entry.id for entry in entries]).values_list(
            "kind", "entry_id"
        )
    )
    EmbeddedEngine().put(entries)
    for entry in entries:
        catching_up.ask_for(entry.kind, entry.id)
    wishes.look_at([(entry.kind, entry.id) for entry in entries], known)


def drop_entry(kind: str, entry_id: int) -> None:
    """Forget something."""
    EmbeddedEngine().drop(kind, entry_id)
    catching_up.ask_for(kind, entry_id)


def rebuild() -> int:
    """Build the index anew from everything that can be found; returns the number of entries."""
    total = EmbeddedEngine().rebuild(all_entries())
    catching_up.ask_for_all()
    return total


def all_entries() -> Iterator[Entry]:
    """Everything everyone may find: pages first, then what other rooms list."""
    for page in _pages(Page.objects.live().public()):
        if entry := page.entry():
            yield entry
    for _name, source in sources:
        yield from source.entries()


def _pages(pages: "Iterable[Page]") -> Iterator[BasePage]:
    for page in pages.specific().iterator(chunk_size=100):  # type: ignore[attr-defined]
        if isinstance(page, BasePage):
            yield page


def _put_or_drop(pages: Iterable[BasePage]) -> None:
    found: list[Entry] = []
    for page in pages:
        if not page.entry_kind:
            continue
        entry = None if page.view_restricted() else page.entry()
        if entry:
            found.append(entry)
        else:
            drop_entry(page.entry_kind, page.pk)
    if found:
        put_entries(found)


def ask(
    text: str,
    *,
    prefers: str,
    kind: str = "",
    locale: str = "",
    topic: str = "",
    chosen: Mapping[str, Iterable[str]] | None = None,
    own_first: bool = False,
    newest_first: bool = False,
    up_to: int = 0,
    today: date | None = None,
    page: int = 1,
    per_page: int = 10,
) -> Answer:
    """Find what ``text`` asks for, in any form and spelling of its words.

    Args:
        chosen: values by facet (``search.engines.base.FACETS``); any of a facet will do.
        up_to: the newest row of the index that the first page knew, so that the next ones follow.
    """
    narrowed = {name: frozenset(values) for name, values in (chosen or {}).items()}
    for name, value in (("kind", kind), ("locale", locale), ("topic", topic)):
        if value:
            narrowed[name] = frozenset([value])
    query = queries.read(text)
    question = queries.question(
        query,
        chosen={name: values for name, values in narrowed.items() if values},
        prefers=prefers,
        first_locale=_first_locale(query, prefers, own_first=own_first, newest_first=newest_first),
        newest_first=newest_first,
        up_to=up_to,
        today=(today or clock.today()).toordinal(),
        offset=(page - 1) * per_page,
        limit=per_page,
    )
    wanted = queries.highlighted(query, question.clauses)
    return answers.of(engine().find(question), query, wanted)


def total(text: str, *, prefers: str, chosen: Mapping[str, frozenset[str]]) -> int:
    """How much ``text`` finds; nothing of it is read."""
    question = queries.question(queries.read(text), chosen=chosen, prefers=prefers, limit=0)
    return engine().find(question).total


def _first_locale(query: Query, prefers: str, *, own_first: bool, newest_first: bool) -> str:
    """What the reader chose, else what her words ask for; the newest come first of any language."""
    if own_first:
        return prefers
    return "" if newest_first else queries.first_locale(query, prefers)


def address_of_results() -> str:
    """The whole address of the search page in the active language."""
    return settings.SITE_URL + reverse("search:results")
