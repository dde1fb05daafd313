"""Pages for a signed-in member beside Wagtail serving them with one line of template.

Signed-in readers pass by the kept pages. Both sides go through the same middleware and the same
database; what differs is what our page gathers and renders. Each page is measured twice: as members
get it, and, without a limit, made anew with every kept part forgotten, menus too: more than a
change ever makes anew at once. Processor time of this process, the median of rounds in turn.
"""

from __future__ import annotations

import statistics
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.template import engines
from django.test import Client
from django.test.utils import override_settings
from wagtail.models import Page

from portal.core import pagecache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS, REQUESTS = 9, 12
ONE_LINE = engines["django"].from_string("<!doctype html><title>{{ page.title }}</title>")
#: Address below ``/ky/`` (an empty last part: the first page of the section) and the limit.
FIGURES = [
    ("home", "/ky/", 2.0),
    ("topic", "/ky/topics/*", 2.0),
    ("library", "/ky/practices/", 2.0),
    ("practice", "/ky/practices/*", 1.5),
    ("article", "/ky/magazine/*/*", 1.5),
]


def measure() -> list[tuple[str, float, float | None]]:
    """Name, ratio and limit, if any, of each kind of page, for a member and made anew."""
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(get_user_model().objects.get(email="aigul@example.kg"))
    figures: list[tuple[str, float, float | None]] = []
    with override_settings(ALLOWED_HOSTS=["*"]):
        for name, at, limit in FIGURES:
            page = _page(at)
            beside = "beside Wagtail with one line"
            figures.append(
                (f"{name}, for a member, {beside}", _ratio(browser, page, _nothing), limit)
            )
            anew = _ratio(browser, page, pagecache.forget_all)
            figures.append((f"{name}, made anew, {beside}", anew, None))
    return figures


def _page(pattern: str) -> Any:
    """The live page of an address, ``*`` standing for the first child."""
    page = Page.objects.get(depth=2, locale__language_code="ky")
    for part in pattern.removeprefix("/ky/").strip("/").split("/"):
        if part:
            children = page.get_children().live().order_by("path")
            page = children.first() if part == "*" else children.get(slug=part)
    return page.specific


def _nothing() -> None:
    """Let everything that is kept stand."""


def _ratio(browser: Client, page: Any, before: Callable[[], None]) -> float:
    ratios = []
    for _ in range(ROUNDS):
        ours = _seconds(browser, page.url, before)
        with _one_line(type(page)):
            _ask_for_one_line(browser, page)
            floor = _seconds(browser, page.url, _nothing)
        ratios.append(ours / floor)
    return statistics.median(ratios)


@contextmanager
def _one_line(kind: type[Any]) -> Iterator[None]:
    """Let a page type be served as Wagtail serves any page, past what we keep of it."""
    own = {name: kind.__dict__.get(name) for name in ("serve", "get_context", "get_template")}
    kind.serve = Page.serve
    kind.get_context = Page.get_context
    kind.get_template = lambda self, request, *args, **kwargs: ONE_LINE
    try:
        yield
    finally:
        for name, value in own.items():
            delattr(kind, name) if value is None else setattr(kind, name, value)


def _ask_for_one_line(browser: Client, page: Any) -> None:
    """A floor that answers with our own page would make every ratio 1."""
    body = browser.get(page.url).content.decode()
    if body != ONE_LINE.render({"page": page}):
        raise AssertionError(f"{page.url}: the floor is not one line but {len(body)} characters")


def _seconds(browser: Client, url: str, before: Callable[[], None]) -> float:
    browser.get(url)
    spent = 0.0
    for _ in range(REQUESTS):
        before()
        started = time.process_time()
        browser.get(url)
        spent += time.process_time() - started
    return spent
