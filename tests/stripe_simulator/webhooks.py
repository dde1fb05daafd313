"""Events on their way to the shop: signed, and repeated until answered with 2xx."""

import hashlib
import hmac
import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.stripe_simulator.resources.sessions import close_overdue
from tests.stripe_simulator.resources.subscriptions import run_until
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_TICK_SECONDS = 0.2
_ANSWER_WITHIN_SECONDS = 10
_LONGEST_PAUSE_SECONDS = 1800
_MOST_ATTEMPTS = 16


def signature(payload: str, secret: str, at: int) -> str:
    """The ``Stripe-Signature`` header, scheme v1."""
    signed = hmac.new(secret.encode(), f"{at}.{payload}".encode(), hashlib.sha256).hexdigest()
    return f"t={at},v1={signed}"


def post(url: str, secret: str, event: Resource) -> int:
    """Post one signed event and tell the status of the answer; 0 when nobody answered."""
    payload = json.dumps(event, indent=2)
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.netloc, timeout=_ANSWER_WITHIN_SECONDS)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Stripe-Signature": signature(payload, secret, int(time.time())),
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    }
    try:
        connection.request("POST", address.path or "/", payload.encode(), headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


@dataclass
class Courier:
    """Delivers what is due, in a thread of its own.

    Attributes:
        first_pause_seconds: how long to wait after the first refusal; every further wait is twice
            as long. Stripe's own are longer, and end after three days.
    """

    world: World
    url: str | None
    secret: str
    first_pause_seconds: float = 1.0

    def __post_init__(self) -> None:
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(timeout=_ANSWER_WITHIN_SECONDS + 1)

    def _run(self) -> None:
        while not self._stopped.wait(_TICK_SECONDS):
            close_overdue(self.world)
            with self.world.store.transaction():
                run_until(self.world, int(time.time()))
            if not self.world.store.setting("hold", False):
                self._deliver_due()
                self._deliver_to_endpoints()

    def _deliver_to_endpoints(self) -> None:
        """What was registered through the API hears its kinds of events, by its own secret."""
        store = self.world.store
        rows = store.run(
            "SELECT seq, event_id, endpoint_id, attempts FROM endpoint_deliveries "
            "WHERE state = 'pending' AND due_at <= ? ORDER BY seq",
            time.time(),
        )
        for seq, event_id, endpoint_id, attempts in rows:
            endpoint = store.find("webhook_endpoint", endpoint_id)
            if endpoint is None or self._stopped.is_set():
                continue
            secret = store.setting(f"secret_of_{endpoint_id}", "")
            event = self.world.get("event", event_id)
            status = post(endpoint["url"], secret, event)
            done = 200 <= status < 300
            state = "delivered" if done else "pending"
            store.run(
                "UPDATE endpoint_deliveries SET attempts = ?, state = ?, due_at = ?, "
                "last_status = ? WHERE seq = ?",
                attempts + 1,
                "given_up" if not done and attempts + 1 >= _MOST_ATTEMPTS else state,
                time.time() + self._pause(attempts),
                status,
                seq,
            )

    def _pause(self, attempts: int) -> float:
        return min(self.first_pause_seconds * 2**attempts, _LONGEST_PAUSE_SECONDS)

    def _deliver_due(self) -> None:
        if not self.url:
            return
        rows = self.world.store.run(
            "SELECT seq, event_id, attempts FROM deliveries "
            "WHERE state = 'pending' AND due_at <= ? ORDER BY seq",
            time.time(),
        )
        for seq, event_id, attempts in rows:
            if self._stopped.is_set():
                return
            self._attempt(seq, event_id, attempts)

    def _attempt(self, seq: int, event_id: str, attempts: int) -> int:
        """Send once, and once more for every copy a test ordered; the last answer counts."""
        event = self.world.get("event", event_id)
        for _ in range(self.world.store.setting("copies", 1)):
            status = self.send(event)
        if 200 <= status < 300:
            self._close(seq, event, "delivered", status)
        elif attempts + 1 >= _MOST_ATTEMPTS:
            self._close(seq, event, "given_up", status)
        else:
            self.world.store.run(
                "UPDATE deliveries SET attempts = attempts + 1, due_at = ?, last_status = ? "
                "WHERE seq = ?",
                time.time() + self._pause(attempts),
                status,
                seq,
            )
        return status

    def _close(self, seq: int, event: Resource, state: str, status: int) -> None:
        with self.world.store.transaction():
            self.world.store.run(
                "UPDATE deliveries SET attempts = attempts + 1, state = ?, last_status = ? "
                "WHERE seq = ?",
                state,
                status,
                seq,
            )
            self.world.store.save(event | {"pending_webhooks": 0})

    def send(self, event: Resource) -> int:
        """Post one event to the shop; 0 when nobody answered."""
        return post(self.url, self.secret, event) if self.url else 0

    def repeat(self, event_id: str, times: int, *, at_once: bool) -> list[int]:
        """Send a known event again, one after another or all in the same moment."""
        event = self.world.get("event", event_id)
        if not at_once:
            return [self.send(event) for _ in range(times)]
        with ThreadPoolExecutor(max_workers=times) as pool:
            return list(pool.map(self.send, [event] * times))

    def release(self, *, newest_first: bool) -> list[tuple[str, int]]:
        """Deliver everything that waits, now and in this order; statuses by kind of event."""
        order = "DESC" if newest_first else "ASC"
        rows = self.world.store.run(
            "SELECT seq, event_id, attempts FROM deliveries "
            f"WHERE state = 'pending' ORDER BY seq {order}"
        )
        return [
            (self.world.get("event", event_id)["type"], self._attempt(seq, event_id, attempts))
            for seq, event_id, attempts in rows
        ]
