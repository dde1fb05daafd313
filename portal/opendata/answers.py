"""Answers of the open data: for any site and any program, 304 when nothing is newer."""

import json
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from portal.opendata import practice_data
from portal.opendata.errors import UnknownChoice
from portal.opendata.library import Shelf

P = ParamSpec("P")
_View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
_READING = ("GET", "HEAD", "OPTIONS")


def open_to_all(view: _View[P]) -> _View[P]:
    """Let scripts of any site read the answers of ``view``; nothing in them is personal.

    A topic or oblast that does not exist is 404, said in JSON.
    """

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method not in _READING:
            response = HttpResponse(status=405, headers={"Allow": ", ".join(_READING)})
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD"
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        else:
            try:
                response = view(request, *args, **kwargs)
            except UnknownChoice as unknown:
                response = refused(404, f"unknown {unknown}")
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answered


def refused(status: int, reason: str) -> HttpResponse:
    """A refusal that programs can read."""
    return JsonResponse({"error": reason}, status=status)


def streamed(
    request: HttpRequest, shelf: Shelf, lines: Callable[[], Iterator[str]], content_type: str
) -> HttpResponseBase:
    """The library written out as it is read from the database; 304 where the reader has it."""
    changed = int(shelf.changed_at.timestamp()) if shelf.changed_at else None
    etag = f'"{shelf.version}"'
    known = get_conditional_response(request, etag=etag, last_modified=changed)
    response: HttpResponseBase = (
        StreamingHttpResponse(lines(), content_type=content_type) if known is None else known
    )
    response["ETag"] = etag
    if changed:
        response["Last-Modified"] = http_date(changed)
    return response


def library_lines(shelf: Shelf) -> Iterator[str]:
    """The library as one JSON document, practice by practice."""
    head = {
        "$schema": practice_data.address("opendata:schema", "library"),
        "version": shelf.version,
        "updated": shelf.changed_at.isoformat() if shelf.changed_at else None,
        "number": len(shelf.keys),
    }
    yield f'{_written(head)[:-1]}, "practices": ['
    for at, faces in enumerate(shelf):
        yield f"{',' if at else ''}\n{_written(practice_data.of(faces))}"
    yield "\n]}\n"


def _written(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)
