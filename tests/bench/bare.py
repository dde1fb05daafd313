"""A bare WSGI application that answers with the bytes of one file: the floor of the server."""

import os
from pathlib import Path
from typing import Any

BODY = Path(os.environ["BARE_BODY"]).read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The same answer to everybody."""
    start_response("200 OK", HEADERS)
    return [BODY]
