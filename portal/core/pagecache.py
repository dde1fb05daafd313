"""Whole pages for readers who are not signed in.

Only pages that say so are kept (``mark_cacheable``): they carry no form token and nothing personal.
A shared generation number makes every kept page stale at once when content changes; each process
keeps a small copy in memory that the same number keeps honest.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

KEEP_SECONDS = 3600
_MEMORY_PAGES = 300
_GENERATION = "generation"
_FLAG = "_page_is_cacheable"
#: Query parameters beyond these make a page one of too many to keep.
_PARAMETERS = frozenset({"page"})
#: Nobody shares a longer address, and some caches refuse longer keys.
_LONGEST_ADDRESS = 160

Kept = tuple[bytes, list[tuple[str, str]]]


def mark_cacheable(response: HttpResponse) -> HttpResponse:
    """Declare that this answer is the same for everyone who is not signed in."""
    setattr(response, _FLAG, True)
    return response


def forget_all() -> None:
    """Make every kept page stale. Called when content changes."""
    caches["pages"].set(_GENERATION, time.time_ns(), None)


class PageCacheMiddleware:
    """Answers from the cache, or keeps the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._memory: OrderedDict[str, Kept] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_be_kept(request):
            return self.get_response(request)
        key = _key(request)
        if kept := self._memory.get(key) or caches["pages"].get(key):
            self._remember(key, kept)
            return _answer(kept)
        response = self.get_response(request)
        if response.status_code == 200 and getattr(response, _FLAG, False):
            response = _rendered(response)
            kept = (response.content, list(response.items()))
            caches["pages"].set(key, kept, KEEP_SECONDS)
            self._remember(key, kept)
        return response

    def _remember(self, key: str, kept: Kept) -> None:
        self._memory[key] = kept
        self._memory.move_to_end(key)
        while len(self._memory) > _MEMORY_PAGES:
            self._memory.popitem(last=False)


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and _PARAMETERS.issuperset(request.GET)
        and len(request.get_full_path()) <= _LONGEST_ADDRESS
    )


def _key(request: HttpRequest) -> str:
    """Short whatever the address: backends refuse long keys."""
    address = f"{_generation()}:{request.get_host()}{request.get_full_path()}"
    return hashlib.sha256(address.encode()).hexdigest()


def _generation() -> Any:
    generation = caches["pages"].get(_GENERATION)
    if generation is None:
        forget_all()
        generation = caches["pages"].get(_GENERATION)
    return generation


def _rendered(response: HttpResponse) -> HttpResponse:
    render = getattr(response, "render", None)
    return render() if render else response


def _answer(kept: Kept) -> HttpResponse:
    response = HttpResponse(kept[0])
    for name, value in kept[1]:
        response[name] = value
    return response
