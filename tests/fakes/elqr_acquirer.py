"""A QR acquirer on this machine that speaks the contract of docs/payments.md and keeps state."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "elqr_test_key"


class Acquirer:
    """Orders by reference; ``pay`` is what a payer does in the app of a bank."""

    def __init__(self) -> None:
        self.orders: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        #: Answers with this status instead of its own, so many times.
        self.faults: list[int] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Take no more calls."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def pay(self, order_id: str, *, tyiyn: int | None = None) -> dict[str, Any]:
        """The payer confirms in her app; a code on which she types the sum may get another one."""
        order = self.orders[order_id]
        order |= {
            "status": "paid",
            "payment": f"pay-{order_id}",
            "paid_at": datetime.now(UTC).isoformat(),
            "amount": order["amount"] if tyiyn is None else tyiyn,
        }
        return order

    def answer(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and object for a call."""
        self.calls.append(f"{method} {path}")
        if self.faults:
            return self.faults.pop(), {"error": "fault"}
        if method == "POST" and path == "/orders":
            return 201, self._open(body)
        found = self.orders.get(path.removeprefix("/orders/"))
        return (200, found) if found else (404, {"error": "no such order"})

    def _open(self, body: dict[str, Any]) -> dict[str, Any]:
        known = next((o for o in self.orders.values() if o["reference"] == body["reference"]), None)
        if known:
            return known
        name = f"order-{len(self.orders) + 1}"
        self.orders[name] = {
            "id": name,
            "reference": body["reference"],
            "amount": body["amount"],
            "currency": body["currency"],
            "status": "waiting",
            "qr": f"https://pay.example.kg/#{name}?sum={body['amount']}",
            "expires_at": (datetime.now(UTC) + timedelta(minutes=30)).isoformat(),
        }
        return self.orders[name]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        acquirer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self._answer("POST")

            def do_GET(self) -> None:
                self._answer("GET")

            def _answer(self, method: str) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(size) or b"{}")
                status, found = acquirer.answer(method, self.path, body)
                if self.headers.get("Authorization") != f"Bearer {KEY}":
                    status, found = 401, {"error": "who are you"}
                told = json.dumps(found).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, *_: Any) -> None:
                """Tests print nothing."""

        return Handler
