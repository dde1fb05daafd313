"""May this reader open this page in full? Higher wings register the answer, pages ask.

A guard looks at one page and one reader and returns a Refusal, or None when it has no objection.
Page serving, search, feeds and open data all ask ``refusal_for``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page stays closed, and what would open it."""

    #: A stable code such as ``"needs_term"``, for templates and tests.
    code: str
    #: Lazy text in the reader's language.
    reason: Any
    #: The day from which everybody may read, if there is one.
    opens_on: date | None = None


Guard = Callable[[Any, Any], Refusal | None]
_guards: dict[type[Page], list[Guard]] = defaultdict(list)


def guards(page_type: type[Page]) -> Callable[[Guard], Guard]:
    """Register a guard for ``page_type`` and its subclasses."""

    def register(guard: Guard) -> Guard:
        _guards[page_type].append(guard)
        return guard

    return register


_decided: ContextVar[tuple[Any, Refusal | None] | None] = ContextVar("decided", default=None)


@contextmanager
def decided(page: Page, refusal: Refusal | None) -> Iterator[None]:
    """While a page is made for all readers of one kind: what the guards said of that kind."""
    token = _decided.set((page.pk, refusal))
    try:
        yield
    finally:
        _decided.reset(token)


def refusal_for(page: Page, reader: Any) -> Refusal | None:
    """The first objection of any guard, or None. ``reader`` is a user, signed in or anonymous."""
    if (known := _decided.get()) and known[0] == page.pk:
        return known[1]
    for page_type, registered in _guards.items():
        if isinstance(page, page_type):
            for guard in registered:
                if refusal := guard(page, reader):
                    return refusal
    return None
