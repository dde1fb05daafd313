"""Keeping the index true to the site, and asking it."""

from collections.abc import Iterator

from wagtail.models import Page

from portal.core import letters
from portal.core.entries import Entry, sources
from portal.core.pages import BasePage
from search import language
from search.engines.base import Answer, Engine, Question
from search.engines.embedded import EmbeddedEngine

#: Longer queries are cut: nobody reads the rest either.
LONGEST_QUERY = 200
MOST_WORDS = 10


def engine() -> Engine:
    """The engine that answers."""
    return EmbeddedEngine()


def put_page(page: Page) -> None:
    """Put a page into the index as it may be found now, or drop it. Repeatable."""
    specific = page.specific
    if not isinstance(specific, BasePage) or not specific.entry_kind:
        return
    entry = None if specific.view_restricted() else specific.entry()
    if entry:
        engine().put([entry])
    else:
        engine().drop(specific.entry_kind, specific.pk)


def drop_page(page: Page) -> None:
    """Forget a page."""
    specific = page.specific
    if isinstance(specific, BasePage) and specific.entry_kind:
        engine().drop(specific.entry_kind, specific.pk)


def put_entry(entry: Entry) -> None:
    """Put something that is no page into the index."""
    engine().put([entry])


def rebuild() -> int:
    """Build the index anew from everything that can be found; returns the number of entries."""
    return engine().rebuild(all_entries())


def all_entries() -> Iterator[Entry]:
    """Everything everyone may find: pages first, then what other rooms list."""
    for page in Page.objects.live().public().specific().iterator(chunk_size=100):
        if isinstance(page, BasePage) and (entry := page.entry()):
            yield entry
    for _name, source in sources:
        yield from source.entries()


def words_of(text: str) -> list[str]:
    """The words of a typed query, cut to a sane length."""
    tidied = letters.tidy(text[:LONGEST_QUERY])
    return [token.word for token in language.tokens(tidied)][:MOST_WORDS]


def ask(
    text: str, *, prefers: str, kind: str = "", locale: str = "", topic: str = "", page: int = 1,
    per_page: int = 10,
) -> Answer:  # fmt: skip
    """Find what ``text`` asks for, in any form and spelling of its words."""
    words = tuple(language.alternatives(word) for word in words_of(text))
    return engine().find(
        Question(words, kind, locale, topic, prefers, (page - 1) * per_page, per_page)
    )
