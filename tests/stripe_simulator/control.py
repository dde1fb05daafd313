"""Orders to the simulator itself, under ``/_sim/``: what a test cannot wait for.

They are taken from this machine only and with the API key: no page in a browser can give them.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.stripe_simulator import errors
from tests.stripe_simulator.checkout import payment
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.resources import sessions
from tests.stripe_simulator.webhooks import Courier
from tests.stripe_simulator.world import World

_MOST_TIMES = 50


@dataclass
class Order:
    world: World
    courier: Courier
    params: Params


_ORDERS: list[tuple[str, re.Pattern[str], Callable[..., Any]]] = []


def order(method: str, path: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", f"/_sim/{path}"))

    def register(handler: Callable[..., Any]) -> Callable[..., Any]:
        _ORDERS.append((method, pattern, handler))
        return handler

    return register


def obey(method: str, path: str, given: Order) -> str:
    for wanted, pattern, handler in _ORDERS:
        if wanted == method and (match := pattern.fullmatch(path)):
            result = handler(given, **match.groupdict())
            given.params.finish()
            return json.dumps(result)
    raise errors.unrecognised(method, path)


@order("GET", "deliveries")
def deliveries(given: Order) -> Any:
    """Every delivery with its state: pending, delivered or given up."""
    rows = given.world.store.run(
        "SELECT event_id, state, attempts, last_status FROM deliveries ORDER BY seq"
    )
    return [
        {
            "event": event_id,
            "type": given.world.get("event", event_id)["type"],
            "state": state,
            "attempts": attempts,
            "last_status": last_status,
        }
        for event_id, state, attempts, last_status in rows
    ]


@order("POST", "webhook")
def point_elsewhere(given: Order) -> Any:
    """Deliver to another address from now on."""
    given.courier.url = given.params.address("url", required=True)
    return {"url": given.courier.url}


@order("POST", "deliveries/hold")
def hold(given: Order) -> Any:
    """Deliver nothing until released."""
    given.world.store.set("hold", True)
    return {"hold": True}


@order("POST", "deliveries/release")
def release(given: Order) -> Any:
    """Deliver what waits at once, ``order=newest`` for the last event first; later ones flow."""
    newest_first = given.params.choice("order", ("oldest", "newest")) == "newest"
    sent = given.courier.release(newest_first=newest_first)
    given.world.store.set("hold", False)
    return [{"type": kind, "status": status} for kind, status in sent]


@order("POST", "deliveries/copies")
def copies(given: Order) -> Any:
    """Deliver every event so many times from now on."""
    count = given.params.integer("count", least=1, most=_MOST_TIMES) or 1
    given.world.store.set("copies", count)
    return {"copies": count}


@order("POST", "events/{event_id}/deliver")
def repeat(given: Order, event_id: str) -> Any:
    """Deliver a known event again: ``times``, and ``at_once`` to send all in the same moment."""
    times = given.params.integer("times", least=1, most=_MOST_TIMES) or 1
    at_once = given.params.boolean("at_once") or False
    return given.courier.repeat(event_id, times, at_once=at_once)


@order("POST", "sessions/{session_id}/expire")
def expire(given: Order, session_id: str) -> Any:
    """Let the time of an open session run out now."""
    with given.world.store.transaction():
        session = given.world.get("checkout.session", session_id)
        if session["status"] == "open":
            session = sessions.close_unpaid(given.world, session)
    return session


@order("POST", "sessions/{session_id}/pay")
def pay(given: Order, session_id: str) -> Any:
    """Pay as the Checkout page would, without a browser; the outcome is told as a word."""
    number = given.params.text("number") or "4242424242424242"
    details = payment.CardDetails(
        email=given.params.text("email") or "payer@example.org",
        name=given.params.text("name") or "Асан Үсөнов",
        number=number,
        month=12,
        year=2034,
    )
    outcome = payment.attempt(given.world, session_id, details)
    return {"outcome": outcome.kind.value, "code": outcome.code}


@order("POST", "faults")
def faults(given: Order) -> Any:
    """Answer the next ``times`` API requests with ``status``, as on Stripe's bad days."""
    fault = {
        "times": given.params.integer("times", least=0, most=_MOST_TIMES) or 0,
        "status": given.params.integer("status", least=400, most=599) or 500,
    }
    given.world.store.set("fault", fault)
    return fault


def fault_of(world: World) -> int | None:
    """The status with which to fail this request, if a test ordered that."""
    with world.store.transaction():
        fault = world.store.setting("fault", {"times": 0, "status": 500})
        if not fault["times"]:
            return None
        world.store.set("fault", fault | {"times": fault["times"] - 1})
        status: int = fault["status"]
        return status
