"""An operator of text messages on loopback: keeps state, refuses, is slow, as told."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "operator-token"


@dataclass
class Operator:
    """What it got and what it will answer: a status, or ``"hang"`` for no answer in time."""

    url: str = ""
    #: Delivered, each id once.
    delivered: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Every request, also the refused ones.
    asked: list[dict[str, Any]] = field(default_factory=list)
    answers: deque[Any] = field(default_factory=deque)
    headers: dict[str, str] = field(default_factory=dict)

    def will_answer(self, *answers: Any, **headers: str) -> None:
        """Answer the next requests so; then 200 again."""
        self.answers.extend(answers)
        self.headers = headers


class _Handler(BaseHTTPRequestHandler):
    operator: Operator

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        operator = self.operator
        operator.asked.append({**body, "key": self.headers["Idempotency-Key"]})
        answer = operator.answers.popleft() if operator.answers else 200
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            answer = 401
        if answer == "hang":
            time.sleep(0.6)
            return
        if answer == "lost":  # delivered, but the answer never arrives
            operator.delivered[body["id"]] = body
            self.close_connection = True
            return
        if answer == 200 and body["id"] in operator.delivered:
            answer = 409
        if answer == 200:
            operator.delivered[body["id"]] = body
        self.send_response(answer)
        for name, value in operator.headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@contextmanager
def running() -> Iterator[Operator]:
    """An operator while the block runs."""
    operator = Operator()
    handler = type("Handler", (_Handler,), {"operator": operator})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    operator.url = f"http://127.0.0.1:{server.server_address[1]}/sms"
    try:
        yield operator
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
