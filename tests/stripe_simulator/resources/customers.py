"""Customers: whom the shop knows by name."""

import secrets
from typing import Any

from tests.stripe_simulator import lists, shapes
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.resources import methods
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_TEXTS = {"email": 512, "name": 256, "phone": 20, "description": 5000}


def open_customer(world: World, **values: Any) -> Resource:
    customer = world.create("customer", invoice_prefix=secrets.token_hex(4).upper(), **values)
    world.announce("customer.created", customer)
    return customer


def _given(call: Call, known: Resource | None = None) -> dict[str, Any]:
    params = call.params
    given: dict[str, Any] = {
        name: params.text(name, longest=longest)
        for name, longest in _TEXTS.items()
        if name in params
    }
    if "preferred_locales" in params:
        given["preferred_locales"] = params.texts("preferred_locales")
    if "address" in params:
        address = params.section("address")
        given["address"] = {name: address.text(name) for name in shapes.NO_ADDRESS}
    if "invoice_settings" in params:
        section = params.section("invoice_settings")
        settings = (known or {}).get("invoice_settings") or shapes.NO_INVOICE_SETTINGS
        given["invoice_settings"] = settings | {
            "default_payment_method": section.text("default_payment_method")
        }
    given["metadata"] = params.metadata(known and known["metadata"])
    return given


@route("POST", "/v1/customers")
def create(call: Call) -> Resource:
    world, clock = call.world, call.params.text("test_clock")
    if clock:
        world.get("test_helpers.test_clock", clock, param="test_clock")
    method = call.params.text("payment_method")
    given = _given(call)
    customer = open_customer(world, **given, test_clock=clock)
    if method:
        kept = methods.method_named(world, method, customer=None, param="payment_method")
        methods.attach(world, kept, customer["id"])
        if given.get("invoice_settings", {}).get("default_payment_method") == method:
            customer = methods.make_default(world, customer, kept["id"])
    return customer


@route("GET", "/v1/customers")
def listed(call: Call) -> Resource:
    return lists.matching(call, "customer", "email")


@route("GET", "/v1/customers/{customer_id}")
def retrieve(call: Call, customer_id: str) -> Resource:
    return call.world.get("customer", customer_id)


@route("POST", "/v1/customers/{customer_id}")
def update(call: Call, customer_id: str) -> Resource:
    known = call.world.get("customer", customer_id)
    given = _given(call, known)
    if chosen := given.get("invoice_settings", {}).get("default_payment_method"):
        methods.method_named(call.world, chosen, customer=customer_id, param="invoice_settings")
    previous = {name: known[name] for name, value in given.items() if known[name] != value}
    customer = call.world.store.save(known | given)
    if previous:
        call.world.announce("customer.updated", customer, previous)
    return customer


@route("DELETE", "/v1/customers/{customer_id}")
def delete(call: Call, customer_id: str) -> Resource:
    customer = call.world.get("customer", customer_id)
    call.world.store.remove(customer_id)
    call.world.announce("customer.deleted", customer)
    return {"id": customer_id, "object": "customer", "deleted": True}
