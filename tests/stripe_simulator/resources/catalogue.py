"""Products and their prices."""

from typing import Any

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.currencies import LARGEST_AMOUNT, currency
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_TAX_BEHAVIOURS = ("exclusive", "inclusive", "unspecified")


def _product_values(params: Params) -> dict[str, Any]:
    given: dict[str, Any] = {
        name: params.text(name)
        for name in ("description", "statement_descriptor", "tax_code", "unit_label")
        if name in params
    }
    if "images" in params:
        given["images"] = params.texts("images")
    return given


def new_product(world: World, params: Params) -> Resource:
    product = world.create(
        "product",
        name=params.needed("name"),
        metadata=params.metadata(),
        updated=world.now(),
        **_product_values(params),
    )
    world.announce("product.created", product)
    return product


def new_price(world: World, params: Params, *, inline: bool = False) -> Resource:
    """A price from ``prices.create`` or, inline, from the ``price_data`` of a line.

    Stripe keeps inline prices too, but nobody can choose them again: they are not active.
    """
    code = currency(params)
    amount = _unit_amount(params)
    recurring = _recurring(params)
    product = _product_of(world, params)
    price = world.create(
        "price",
        active=not inline and params.boolean("active") is not False,
        currency=code,
        lookup_key=None if inline else _free_lookup_key(world, params),
        metadata={} if inline else params.metadata(),
        nickname=None if inline else params.text("nickname"),
        product=product["id"],
        recurring=recurring,
        tax_behavior=params.choice("tax_behavior", _TAX_BEHAVIOURS) or "unspecified",
        type="recurring" if recurring else "one_time",
        unit_amount=amount,
        unit_amount_decimal=str(amount),
    )
    if not inline:
        world.announce("price.created", price)
    return price


def _free_lookup_key(world: World, params: Params) -> str | None:
    key = params.text("lookup_key", longest=200)
    if key and world.store.newest_first("price", lookup_key=key):
        raise errors.invalid(
            f"A price (`{key}`) already uses that lookup key.",
            "lookup_key",
            "resource_already_exists",
        )
    return key


def _unit_amount(params: Params) -> int:
    amount = params.integer("unit_amount", least=0)
    if amount is None:
        raise errors.missing(params.name("unit_amount"))
    if amount > LARGEST_AMOUNT:
        raise errors.invalid(
            f"Amount must be no more than {LARGEST_AMOUNT}",
            params.name("unit_amount"),
            "amount_too_large",
        )
    return amount


def _recurring(params: Params) -> dict[str, Any] | None:
    if "recurring" not in params:
        return None
    section = params.section("recurring")
    return {
        "interval": section.choice("interval", ("day", "week", "month", "year"), required=True),
        "interval_count": section.integer("interval_count", least=1) or 1,
        "meter": None,
        "trial_period_days": None,
        "usage_type": section.choice("usage_type", ("licensed",)) or "licensed",
    }


def _product_of(world: World, params: Params) -> Resource:
    if "product_data" in params:
        return new_product(world, params.section("product_data"))
    name = params.name("product")
    return world.get("product", params.needed("product"), param=name)


@route("POST", "/v1/products")
def create_product(call: Call) -> Resource:
    return new_product(call.world, call.params)


@route("GET", "/v1/products")
def list_products(call: Call) -> Resource:
    return lists.matching(call, "product", flags=("active",))


@route("GET", "/v1/products/{product_id}")
def retrieve_product(call: Call, product_id: str) -> Resource:
    return call.world.get("product", product_id)


@route("POST", "/v1/products/{product_id}")
def update_product(call: Call, product_id: str) -> Resource:
    known = call.world.get("product", product_id)
    given = _product_values(call.params) | {"metadata": call.params.metadata(known["metadata"])}
    if "name" in call.params:
        given["name"] = call.params.needed("name")
    if (active := call.params.boolean("active")) is not None:
        given["active"] = active
    return _changed(call, "product.updated", known, given | {"updated": call.world.now()})


@route("DELETE", "/v1/products/{product_id}")
def delete_product(call: Call, product_id: str) -> Resource:
    product = call.world.get("product", product_id)
    if call.world.store.newest_first("price", product=product_id):
        raise errors.conflict(
            "This product cannot be deleted because it has one or more user-created prices."
        )
    call.world.store.remove(product_id)
    call.world.announce("product.deleted", product)
    return {"id": product_id, "object": "product", "deleted": True}


@route("POST", "/v1/prices")
def create_price(call: Call) -> Resource:
    return new_price(call.world, call.params)


@route("GET", "/v1/prices")
def list_prices(call: Call) -> Resource:
    return lists.matching(call, "price", "product", "currency", "type", flags=("active",))


@route("GET", "/v1/prices/{price_id}")
def retrieve_price(call: Call, price_id: str) -> Resource:
    return call.world.get("price", price_id)


@route("POST", "/v1/prices/{price_id}")
def update_price(call: Call, price_id: str) -> Resource:
    """The amount of a price never changes: a new amount is a new price."""
    known = call.world.get("price", price_id)
    given: dict[str, Any] = {"metadata": call.params.metadata(known["metadata"])}
    if "nickname" in call.params:
        given["nickname"] = call.params.text("nickname")
    if (active := call.params.boolean("active")) is not None:
        given["active"] = active
    return _changed(call, "price.updated", known, given)


def _changed(call: Call, kind: str, known: Resource, given: dict[str, Any]) -> Resource:
    previous = {name: known[name] for name, value in given.items() if known[name] != value}
    resource = call.world.store.save(known | given)
    if previous:
        call.world.announce(kind, resource, previous)
    return resource
