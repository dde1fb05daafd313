"""Files the site makes of its own content: made once for each version, kept, served from there.

Nothing a reader sends decides what is made: the version follows from the content, so that asking
often costs no more than asking once.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from portal.core.uploads import private_storage

_FOLDER = "made"


def version_of(*facts: Any) -> str:
    """A short name for what ``facts`` say; another name as soon as one of them changes."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:12]


def once(place: str, version: str, ending: str, make: Callable[[], bytes]) -> bytes:
    """The file of ``version`` at ``place``, made now if nobody asked before.

    Earlier versions with the same ending are removed when a new one is kept.
    """
    storage, path = private_storage(), f"{_FOLDER}/{place}/{version}.{ending}"
    if storage.exists(path):
        with storage.open(path) as file:
            return bytes(file.read())
    content = make()
    _forget_earlier(storage, place, ending)
    _keep(storage, path, content)
    return content


def _keep(storage: Storage, path: str, content: bytes) -> None:
    """Whole or not at all: a reader never meets half a file."""
    if not isinstance(storage, FileSystemStorage):
        storage.save(path, ContentFile(content))
        return
    target = Path(storage.path(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as file:
        file.write(content)
    os.replace(file.name, target)


def _forget_earlier(storage: Storage, place: str, ending: str) -> None:
    folder = f"{_FOLDER}/{place}"
    try:
        names = storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        if name.endswith(f".{ending}"):
            storage.delete(f"{folder}/{name}")


def answer(
    request: HttpRequest,
    content: bytes,
    *,
    version: str,
    content_type: str,
    file_name: str = "",
) -> HttpResponse:
    """The file as an answer, or 304 when the reader has this version.

    Args:
        file_name: saved under this name; empty: shown in the browser.
    """
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = f'"{version}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-cache"
    if file_name:
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    known = get_conditional_response(request, etag=response["ETag"], response=response)
    return known if known is not None else response
