"""Pages that are the same for all but for a few places.

A template marks such a place with ``{% personal "account" %}``; a room registers what fills it. A
page is made once for a stranger, with the places left open, and kept; each answer fills them for
its reader. Nothing personal can get into what is kept: it is made for a request without a reader.
"""

import copy
import functools
import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from portal.core import pagecache
from portal.core.registry import Registry

#: Takes the request of the reader (None on error pages) and the page, gives safe HTML.
Filler = Callable[[HttpRequest | None, Any], str]
places: Registry[Filler] = Registry("personal place")

_shelf = pagecache.Shelf("skeleton")
_LEFT_OPEN = "_leaves_personal_places_open"
_OPEN_PLACE = re.compile(r"<!--personal:([a-z._]+)-->")


def place(name: str, request: HttpRequest | None, page: Any) -> SafeString:
    """A place on a page: filled for the reader, or left open while a skeleton is made."""
    if getattr(request, _LEFT_OPEN, False):
        return mark_safe(f"<!--personal:{name}-->")
    return mark_safe(places.get(name)(request, page))


def answer(
    request: HttpRequest, page: Any, *, variant: str, make: Callable[[HttpRequest], HttpResponse]
) -> HttpResponse:
    """The page for this reader.

    Args:
        variant: readers of one variant are shown the same but for the personal places.
        make: answers a request as if nothing were kept; it gets one without a reader.
    """
    key = f"{request.scheme} {request.get_host()} {request.get_full_path()} {variant}"
    kept = _shelf.find(key)
    if kept is None:
        kept = _made(key, request, make)
    body, marks = kept
    pagecache.shows(*marks)

    @functools.cache
    def filled(name: str) -> str:
        """What stands twice, for wide and for narrow screens, is made once."""
        return str(places.get(name)(request, page))

    return HttpResponse(_OPEN_PLACE.sub(lambda open_: filled(open_.group(1)), body))


def _made(
    key: str, request: HttpRequest, make: Callable[[HttpRequest], HttpResponse]
) -> tuple[str, set[str]]:
    since = pagecache.generation()
    with pagecache.making() as made:
        response = make(_without_reader(request))
        render = getattr(response, "render", None)
        body = (render() if render else response).content.decode()
    kept = (body, made.marks)
    _shelf.keep(key, kept, made.marks, since=since)
    return kept


def _without_reader(request: HttpRequest) -> HttpRequest:
    stranger = copy.copy(request)
    stranger.user = AnonymousUser()
    stranger.COOKIES = {}
    stranger.__dict__.pop("session", None)
    stranger.__dict__.pop("_messages", None)
    setattr(stranger, _LEFT_OPEN, True)
    return stranger
