"""The library and its practices for programs."""

import json
from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from portal.core import made
from portal.opendata import answers, library, practice_data, table

_SCHEMAS = Path(__file__).parent / "schemas"


@answers.open_to_all
def library_json(request: HttpRequest) -> HttpResponseBase:
    """All practices, or those of ``topic`` and ``oblast``."""
    shelf = _shelf(request)
    return answers.streamed(
        request, shelf, lambda: answers.library_lines(shelf), "application/json"
    )


@answers.open_to_all
def library_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as a table."""
    shelf = _shelf(request)
    response = answers.streamed(
        request, shelf, lambda: table.lines(shelf), "text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="practices.csv"'
    return response


@answers.open_to_all
def practice_json(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One practice in all its languages."""
    faces = library.faces_of(key)
    if not faces:
        return answers.refused(404, "unknown practice")
    data = practice_data.of(faces)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["ETag"] = f'"{made.version_of(data)}"'
    known = get_conditional_response(request, etag=response["ETag"], response=response)
    return response if known is None else known


@answers.open_to_all
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """What the data looks like, field by field."""
    described = json.loads((_SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    described["$id"] = practice_data.address("opendata:schema", name)
    return JsonResponse(
        described, content_type="application/schema+json", json_dumps_params={"indent": 2}
    )


def _shelf(request: HttpRequest) -> library.Shelf:
    return library.shelf(topic=request.GET.get("topic", ""), oblast=request.GET.get("oblast", ""))
