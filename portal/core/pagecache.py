"""Whole pages for readers who are not signed in, answered before Django begins its work.

Only pages that say so are kept (``mark_cacheable``): they carry no form token and nothing personal.
What a page shows is told by marks: while it is made, whoever puts something on it calls ``shows``;
a change calls ``forget`` with the marks it touches. A page whose makers tell nothing carries
``ANYTHING`` and goes with every change: forgetting to tell costs speed, never truth.

Each mark has a stamp in the shared cache. A kept page remembers the stamps of its marks and is
valid as long as they stand. A generation, new with every change, spares the look at the stamps as
long as nothing has changed at all: one read of the shared cache answers a page.
"""

import gzip
import hashlib
import re
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http.response import HttpResponseBase

ANYTHING = "anything"
_EVERYTHING = "everything"
_GENERATION = "generation"

KEEP_SECONDS = 3600
_MEMORY_PAGES = 300
#: Other parameters make a page one of too many to keep.
_QUERY = re.compile(r"(page=\d{1,4})?")
#: Nobody shares a longer address.
_LONGEST_ADDRESS = 160
#: Headers that belong to one answer alone.
_OF_ONE_ANSWER = frozenset(
    {
        "access-control-expose-headers",
        "content-encoding",
        "content-length",
        "correlation-id",
        "date",
    }
)
#: A page is packed once and read many times. Brotli's last step is slower and no smaller.
_BROTLI_QUALITY, _GZIP_QUALITY = 10, 9

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


@dataclass(slots=True)
class _Making:
    """A page being made."""

    may_be_kept: bool = False
    marks: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Page:
    """A whole answer."""

    headers: Headers
    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """Something kept, with the stamps of what it shows."""

    thing: Any
    stamps: dict[str, str]


_making: ContextVar[_Making | None] = ContextVar("page being made", default=None)


Response = TypeVar("Response", bound=HttpResponseBase)


def mark_cacheable(response: Response) -> Response:
    """Declare that this answer is the same for everyone who is not signed in."""
    if page := _making.get():
        page.may_be_kept = True
    return response


def shows(*marks: str) -> None:
    """Tell that the page being made shows what these marks stand for."""
    if page := _making.get():
        page.marks.update(marks)


def forget(*marks: str) -> None:
    """Make every kept page stale that shows what these marks stand for. Call after the commit."""
    stamp = uuid.uuid4().hex
    changed = dict.fromkeys([_stamp_key(mark) for mark in {*marks, ANYTHING}], stamp)
    caches["pages"].set_many(changed, None)
    caches["pages"].set(_GENERATION, stamp, None)


def forget_all() -> None:
    """Make every kept page stale: what every page carries has changed."""
    forget(_EVERYTHING)


@contextmanager
def making() -> Iterator[_Making]:
    """Collect what is told while something is made; what it shows, the page around it shows."""
    inner, outer = _Making(), _making.get()
    token = _making.set(inner)
    try:
        yield inner
    finally:
        _making.reset(token)
    if outer:
        outer.marks |= inner.marks


class Shelf:
    """Kept things: in the memory of this process, and in the cache all processes share."""

    def __init__(self, name: str) -> None:
        self._name = name
        #: Things and the generation in which they were last found valid.
        self._memory: OrderedDict[str, tuple[_Kept, str]] = OrderedDict()

    def find(self, key: str) -> Any:
        """What is kept under ``key`` and still valid, or None."""
        generation = _stamp(_GENERATION)
        kept: _Kept | None
        kept, seen_in = self._memory.get(key, (None, ""))
        if kept and seen_in == generation:
            return kept.thing
        for found in (kept, caches["pages"].get(self._shared_key(key))):
            if found and found.stamps == _stamps(found.stamps):
                self._remember(key, found, generation)
                return found.thing
        self._memory.pop(key, None)
        return None

    def keep(self, key: str, thing: Any, marks: set[str], *, since: str) -> None:
        """Keep ``thing``, made since the generation ``since``.

        What changed while it was made may or may not be on it: then it is not kept.
        """
        kept = _Kept(thing, _stamps({*(marks or {ANYTHING}), _EVERYTHING}))
        if since and _stamp(_GENERATION) == since:
            caches["pages"].set(self._shared_key(key), kept, KEEP_SECONDS)
            self._remember(key, kept, since)

    def _remember(self, key: str, kept: _Kept, generation: str) -> None:
        self._memory[key] = (kept, generation)
        self._memory.move_to_end(key)
        while len(self._memory) > _MEMORY_PAGES:
            self._memory.popitem(last=False)

    def _shared_key(self, key: str) -> str:
        """Short whatever the address: backends refuse long keys."""
        return f"{self._name}:{hashlib.sha256(key.encode()).hexdigest()}"


def may_be_asked(query: str) -> bool:
    """Whether addresses with this query are few enough to be kept."""
    return bool(_QUERY.fullmatch(query))


def generation() -> str:
    """New with every change; empty where nothing can be kept."""
    return _stamp(_GENERATION)


class KeptPages:
    """A WSGI application before another one: answers from the cache, or keeps the answer."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._shelf = Shelf("page")

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        key = _key(environ)
        if key is None:
            return self.application(environ, start_response)
        if page := self._shelf.find(key):
            return _answer(page, environ, start_response)
        return self._made(key, environ, start_response)

    def _made(
        self, key: str, environ: Environ, start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        since = generation()
        started: list[Any] = []

        def keep_start(status: str, headers: Headers, *rest: Any) -> Any:
            started[:] = [status, headers]
            return lambda _: None

        with making() as made:
            parts = self.application(environ, keep_start)
        status, headers = started
        if not made.may_be_kept or not status.startswith("200") or _names(headers, "set-cookie"):
            start_response(status, headers)
            return parts
        page = _page(headers, parts, _packing(environ))
        self._shelf.keep(key, page, made.marks, since=since)
        return _answer(page, environ, start_response)


def _key(environ: Environ) -> str | None:
    """What tells two answers apart; None where the answer may not be a kept page."""
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    cookies = environ.get("HTTP_COOKIE", "")
    if (
        environ["REQUEST_METHOD"] != "GET"
        or f"{settings.SESSION_COOKIE_NAME}=" in cookies
        or "messages=" in cookies
        or len(path) > _LONGEST_ADDRESS
        or not may_be_asked(query)
    ):
        return None
    scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ.get("wsgi.url_scheme", "")
    return f"{scheme} {environ.get('HTTP_HOST', '')} {path} {query} {_packing(environ)}"


def _packing(environ: Environ) -> str:
    """The best packing the browser takes; browsers take Brotli over HTTPS and from this machine."""
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "").replace(" ", "").split(",")
    return next((name for name in ("br", "gzip") if name in accepted), "")


def _packed(body: bytes, packing: str) -> bytes:
    if packing == "br":
        return bytes(brotli.compress(body, quality=_BROTLI_QUALITY))
    return gzip.compress(body, _GZIP_QUALITY, mtime=0) if packing else body


def _page(headers: Headers, parts: Iterable[bytes], packing: str) -> _Page:
    body = b"".join(parts)
    if close := getattr(parts, "close", None):
        close()
    if ("content-encoding", "gzip") in ((name.lower(), value) for name, value in headers):
        body = gzip.decompress(body)
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    body = _packed(body, packing)
    shared = [one for one in headers if one[0].lower() not in _OF_ONE_ANSWER]
    shared.append(("Content-Length", str(len(body))))
    if packing:
        shared.append(("Content-Encoding", packing))
    if not _names(shared, "cache-control"):
        shared.append(("Cache-Control", "no-cache"))
    return _Page([*shared, ("ETag", etag)], body, etag)


def _answer(page: _Page, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ.get("HTTP_IF_NONE_MATCH") == page.etag:
        of_body = ("content-length", "content-type", "content-encoding")
        start_response(
            "304 Not Modified", [one for one in page.headers if one[0].lower() not in of_body]
        )
        return [b""]
    start_response("200 OK", list(page.headers))
    return [page.body]


def _names(headers: Headers, name: str) -> bool:
    return any(one.lower() == name for one, _ in headers)


def _stamp_key(mark: str) -> str:
    return f"stamp:{hashlib.sha256(mark.encode()).hexdigest()[:32]}"


def _stamps(marks: Iterable[str]) -> dict[str, str]:
    keys = {mark: _stamp_key(mark) for mark in marks}
    known = caches["pages"].get_many(keys.values())
    return {mark: known.get(key) or _stamp(key) for mark, key in keys.items()}


def _stamp(key: str) -> str:
    """The stamp under ``key``; a new one where none stands, so that a lost stamp is a change."""
    stamp = caches["pages"].get(key)
    if stamp is None:
        caches["pages"].add(key, uuid.uuid4().hex, None)
        stamp = caches["pages"].get(key, "")
    return str(stamp)
