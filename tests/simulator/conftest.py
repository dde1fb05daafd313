"""The simulator in threads of the test, a shop that hears its events, and the real library."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
import stripe

from tests.stripe_simulator.server import Simulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

API_KEY = "sk_test_simulator"
SECRET = "whsec_simulator"


class Shop:
    """Keeps the events it got; ``answers`` are given first, then always 204."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.answers: list[int] = []
        self._changed = threading.Condition()
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.send_response(shop.hear(body, self.headers["Stripe-Signature"]))
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/stripe/notice/"

    def hear(self, body: str, signature: str) -> int:
        with self._changed:
            self.heard.append((body, signature))
            self._changed.notify_all()
            return self.answers.pop(0) if self.answers else 204

    def kinds(self) -> list[str]:
        return [json.loads(body)["type"] for body, _ in self.heard]

    def wait_for(self, count: int, seconds: float = 10) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.heard) >= count, seconds), self.kinds()


class Visitor:
    """A browser without scripts, and the orders of a test."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def get(self, address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        return self._open(urllib.request.Request(address, headers=headers))

    def post(self, address: str, **form: str) -> tuple[int, str, dict[str, str]]:
        data = urllib.parse.urlencode(form).encode()
        return self._open(urllib.request.Request(address, data))

    def order(self, path: str, method: str = "POST", **given: Any) -> Any:
        request = urllib.request.Request(
            f"{self._simulator.url}/_sim/{path}",
            urllib.parse.urlencode(given).encode() if method == "POST" else None,
            {"Authorization": f"Bearer {API_KEY}"},
            method=method,
        )
        status, body, _ = self._open(request)
        assert status == 200, body
        return json.loads(body)

    def _open(self, request: urllib.request.Request) -> tuple[int, str, dict[str, str]]:
        opener = urllib.request.build_opener(_Stay)
        try:
            with opener.open(request, timeout=10) as answer:
                return answer.status, answer.read().decode(), dict(answer.headers)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode(), dict(refusal.headers)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop()
    thread = threading.Thread(target=shop.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield shop
    shop.server.shutdown()
    thread.join()
    shop.server.server_close()


@pytest.fixture
def simulator(tmp_path: Path, shop: Shop) -> Iterator[Simulator]:
    simulator = Simulator(data=tmp_path, webhook_url=shop.url, webhook_secret=SECRET)
    simulator.courier.first_pause_seconds = 0.05
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def client(simulator: Simulator) -> stripe.StripeClient:
    return client_of(simulator.url)


def client_of(url: str, api_key: str = API_KEY) -> stripe.StripeClient:
    return stripe.StripeClient(api_key, base_addresses={"api": url}, max_network_retries=0)


@pytest.fixture
def visitor(simulator: Simulator) -> Visitor:
    return Visitor(simulator)


def an_order(**changes: Any) -> dict[str, Any]:
    """Parameters of a session: a year of the magazine for 4800 som."""
    return {
        "mode": "payment",
        "success_url": "http://shop.test/done?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://shop.test/order/7/",
        "client_reference_id": "2026-000007",
        "line_items": [
            {
                "price_data": {
                    "currency": "kgs",
                    "unit_amount": 480_000,
                    "product_data": {"name": "«Муниципалитет», 12 сан"},
                },
                "quantity": 1,
            }
        ],
        "metadata": {"invoice": "7"},
        "payment_intent_data": {"metadata": {"invoice": "7"}},
        **changes,
    }
