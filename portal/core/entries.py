"""How a page, an answer or an issue describes itself to search, feeds and open data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from portal.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found. Holds only what everyone may read."""

    #: ``practice``, `article`, ``answer`` …; with ``id`` it names the thing for ever.
    kind: str
    id: int
    locale: str
    url: str
    title: str
    summary: str = ""
    #: Open text without markup. Closed text never enters an entry.
    body: str = ""
    #: Shared by the twins of one thing in several languages.
    twin_key: str = ""
    topics: tuple[str, ...] = ()
    #: SOATE code of the territory, with the codes above it.
    territories: tuple[str, ...] = ()
    #: A word or two on where: "Кочкор району".
    place: str = ""
    published_on: date | None = None
    #: Open text of a PDF, page by page; found words name the page.
    pages: tuple[str, ...] = ()
    #: Where the PDF of ``pages`` opens; ``#page=`` is added to it.
    pdf_url: str = ""
    #: ``open`` to everybody, or ``subscribers``: what stands here is only the open part then.
    access: str = "open"
    authors: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)


class Source(Protocol):
    """Something that can list all its entries, for a rebuild of the index."""

    def entries(self) -> Iterable[Entry]:
        """Every entry that everyone may find today."""


#: Sources beside the pages: each yields entries of its own kinds. Pages describe themselves
#: through ``BasePage.entry``.
sources: Registry[Source] = Registry("entry source")

#: Takes a text and its language; answers with what its words are called in every form. ``search``
#: registers it; the admin's own boxes find titles by it.
analysers: Registry[Callable[[str, str], list[str]]] = Registry("analysis of words")
