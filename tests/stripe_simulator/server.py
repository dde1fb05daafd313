"""The HTTP side: one small threaded server for the API, the Checkout page and orders of tests."""

import ipaddress
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from tests.stripe_simulator import api, control, errors, resources
from tests.stripe_simulator.checkout import pages, portal
from tests.stripe_simulator.checkout.language import choose
from tests.stripe_simulator.params import Params, decode
from tests.stripe_simulator.store import Store
from tests.stripe_simulator.webhooks import Courier
from tests.stripe_simulator.world import World

__all__ = ["Simulator", "resources"]

_LARGEST_BODY = 1_000_000
#: How soon a stop is noticed.
_POLL_SECONDS = 0.05


class Simulator:
    """The whole simulator, running in threads of this process.

    Args:
        data: the folder of its state; a later start with the same folder goes on from there.
        port: 0 takes any free one.
        public_url: where browsers reach its pages; by default the host of the shop's own address.
    """

    def __init__(
        self,
        *,
        data: Path,
        host: str = "127.0.0.1",
        port: int = 0,
        api_key: str = "sk_test_simulator",
        webhook_url: str | None = None,
        webhook_secret: str = "whsec_simulator",
        public_url: str | None = None,
    ) -> None:
        data.mkdir(parents=True, exist_ok=True)
        store = Store(data / "stripe.sqlite3")
        self.world = World(store, api_key, public_url=public_url)
        self.courier = Courier(self.world, webhook_url, webhook_secret)
        self._server = _Server((host, port), self)
        self.world.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL_SECONDS,), daemon=True
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.world.port}"

    def start(self) -> None:
        self.courier.start()
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.courier.stop()
        self.world.store.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], simulator: Simulator) -> None:
        self.simulator = simulator
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "StripeSimulator"

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def log_message(self, *args: object) -> None:
        """Requests are not written down: numbers typed at Checkout are in them."""

    def _serve(self) -> None:
        try:
            self._body = self._read_body()
            page = self._page()
        except errors.ApiError as error:
            page = pages.Page(error.status, json.dumps({"error": error.body}), _JSON)
        except Exception:
            broken = errors.ApiError("The simulator failed.", kind="api_error")
            page = pages.Page(500, json.dumps({"error": broken.body}), _JSON)
            self._reply(page)
            raise
        self._reply(page)

    def _read_body(self) -> str:
        length = self.headers.get("Content-Length") or "0"
        if not length.isascii() or not length.isdigit() or int(length) > _LARGEST_BODY:
            raise errors.ApiError("Request body is too large.", status=413)
        return self.rfile.read(int(length)).decode("utf-8", errors="replace")

    def _page(self) -> pages.Page:
        parts = urlsplit(self.path)
        method = "GET" if self.command == "HEAD" else self.command
        if parts.path.startswith("/c/pay/"):
            return self._checkout(method, parts.path, parts.query)
        if parts.path.startswith("/p/session/"):
            return self._portal(method, parts.path, parts.query)
        if parts.path == "/assets/checkout.css":
            return pages.Page(200, pages.STYLESHEET, {"Content-Type": "text/css; charset=utf-8"})
        request = api.Request(method, parts.path, parts.query, self._body, self.headers)
        if parts.path.startswith("/_sim/"):
            return self._control(request)
        return self._api(request)

    def _api(self, request: api.Request) -> pages.Page:
        world = self.server.simulator.world
        if status := control.fault_of(world):
            kind = "rate_limit_error" if status == 429 else "api_error"
            raise errors.ApiError("Ordered to fail.", status=status, kind=kind)
        answer = api.answer(world, request)
        return pages.Page(answer.status, answer.body, answer.headers)

    def _control(self, request: api.Request) -> pages.Page:
        if not ipaddress.ip_address(self.client_address[0]).is_loopback:
            raise errors.unrecognised(request.method, request.path)
        simulator = self.server.simulator
        api.authenticate(simulator.world, request.headers)
        given = control.Order(
            simulator.world, simulator.courier, Params(decode(request.parameters))
        )
        return pages.Page(200, control.obey(request.method, request.path, given), _JSON)

    def _checkout(self, method: str, path: str, query: str) -> pages.Page:
        session_id, _, step = unquote(path).removeprefix("/c/pay/").partition("/")
        world = self.server.simulator.world
        session = world.store.find("checkout.session", session_id)
        asked = parse_qs(query).get("lang", [""])[0]
        language = choose(
            asked=asked,
            accepted=self.headers.get("Accept-Language", ""),
            locale=session["locale"] if session else None,
            shop=session["success_url"] if session else "",
        )
        visit = pages.Visit(world, session_id, language, asked=asked == language)
        if step == "confirm":
            if method == "POST":
                return pages.confirm(visit, self._body)
            return pages.show_confirmation(visit)
        return pages.pay(visit, self._body) if method == "POST" else pages.show(visit)

    def _portal(self, method: str, path: str, query: str) -> pages.Page:
        session_id = unquote(path).removeprefix("/p/session/")
        world = self.server.simulator.world
        session = world.store.find("billing_portal.session", session_id)
        asked = parse_qs(query).get("lang", [""])[0]
        language = choose(
            asked=asked,
            accepted=self.headers.get("Accept-Language", ""),
            locale=session["locale"] if session else None,
            shop=(session["return_url"] or "") if session else "",
        )
        visit = portal.PortalVisit(world, session_id, language, asked=asked == language)
        return portal.change(visit, self._body) if method == "POST" else portal.show(visit)

    def _reply(self, page: pages.Page) -> None:
        body = page.body.encode("utf-8", errors="replace")
        try:
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


_JSON = {"Content-Type": "application/json"}
