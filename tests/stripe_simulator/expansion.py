"""``expand[]``: ids replaced by the objects they name, and lists that come only when asked for."""

from collections.abc import Callable
from typing import Any

from tests.stripe_simulator import errors
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_DEEPEST = 4

_NAMED_OBJECTS = {
    "balance_transaction": {"source": "charge"},
    "charge": {
        "balance_transaction": "balance_transaction",
        "customer": "customer",
        "payment_intent": "payment_intent",
    },
    "checkout.session": {
        "customer": "customer",
        "payment_intent": "payment_intent",
        "setup_intent": "setup_intent",
        "subscription": "subscription",
    },
    "customer.invoice_settings": {"default_payment_method": "payment_method"},
    "dispute": {"charge": "charge", "payment_intent": "payment_intent"},
    "payment_intent": {
        "customer": "customer",
        "latest_charge": "charge",
        "payment_method": "payment_method",
    },
    "payment_method": {"customer": "customer"},
    "price": {"product": "product"},
    "subscription": {
        "customer": "customer",
        "default_payment_method": "payment_method",
        "latest_invoice": "invoice",
    },
    "setup_intent": {"customer": "customer", "payment_method": "payment_method"},
    "product": {"default_price": "price"},
    "invoice": {"customer": "customer"},
    "invoice_payment": {"invoice": "invoice"},
    "invoice_payment.payment": {"payment_intent": "payment_intent"},
    "promotion_code.promotion": {"coupon": "coupon"},
    "refund": {
        "balance_transaction": "balance_transaction",
        "charge": "charge",
        "payment_intent": "payment_intent",
    },
}


def line_items(world: World, session: Resource) -> Resource:
    return {
        "object": "list",
        "data": world.store.children(session["id"]),
        "has_more": False,
        "url": f"/v1/checkout/sessions/{session['id']}/line_items",
    }


def refunds(world: World, charge: Resource) -> Resource:
    return {
        "object": "list",
        "data": world.store.newest_first("refund", charge=charge["id"]),
        "has_more": False,
        "url": f"/v1/charges/{charge['id']}/refunds",
    }


def payments(world: World, invoice: Resource) -> Resource:
    return {
        "object": "list",
        "data": world.store.newest_first("invoice_payment", invoice=invoice["id"]),
        "has_more": False,
        "url": f"/v1/invoices/{invoice['id']}/payments",
    }


_LISTS_ON_DEMAND: dict[tuple[str, str], Callable[[World, Resource], Resource]] = {
    ("checkout.session", "line_items"): line_items,
    ("charge", "refunds"): refunds,
    ("invoice", "payments"): payments,
}


def expand(world: World, resource: Resource, paths: list[str]) -> Resource:
    for path in paths:
        parts = path.split(".")
        if len(parts) > _DEEPEST:
            raise errors.invalid(
                f"You cannot expand more than {_DEEPEST} levels of a property.", "expand"
            )
        _follow(world, resource, parts, path)
    return resource


def _follow(
    world: World, node: Any, parts: list[str], path: str, *, kind: str | None = None
) -> None:
    if not parts or node is None:
        return
    if kind is None and node["object"] == "list":
        if parts[0] != "data":
            raise _refusal(path)
        for member in node["data"]:
            _follow(world, member, parts[1:], path)
        return
    kind = kind or node["object"]
    if isinstance(node.get(parts[0]), dict) and f"{kind}.{parts[0]}" in _NAMED_OBJECTS:
        _follow(world, node[parts[0]], parts[1:], path, kind=f"{kind}.{parts[0]}")
        return
    _follow(world, _opened(world, node, kind, parts[0], path), parts[1:], path)


def _opened(world: World, node: Resource, kind: str, name: str, path: str) -> Resource | None:
    """The object behind a field, put in place of its id."""
    if on_demand := _LISTS_ON_DEMAND.get((kind, name)):
        node[name] = on_demand(world, node)
    elif isinstance(node.get(name), dict) and "object" in node[name]:
        return node[name]
    elif target := _NAMED_OBJECTS.get(kind, {}).get(name):
        if node[name] is not None:
            node[name] = world.store.find(target, node[name]) or node[name]
    else:
        raise _refusal(path)
    opened = node[name]
    return opened if isinstance(opened, dict) else None


def _refusal(path: str) -> errors.ApiError:
    return errors.invalid(f"This property cannot be expanded ({path[:80]}).", "expand")
