"""The items of a subscription: a price, how many, and the period that is paid for."""

from typing import Any

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.resources import billing, periods
from tests.stripe_simulator.resources.catalogue import new_price
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World


def new_item(
    world: World,
    subscription_id: str,
    price: Resource,
    quantity: int,
    *,
    start: int,
    until: int | None = None,
) -> Resource:
    """A price within a subscription; ``until`` ends its first period early."""
    recurring = price["recurring"]
    end = until or periods.after(
        start, recurring["interval"], recurring["interval_count"], anchor=start
    )
    return world.create(
        "subscription_item",
        current_period_end=end,
        current_period_start=start,
        plan=plan_of(price),
        price=price,
        quantity=quantity,
        subscription=subscription_id,
    )


def plan_of(price: Resource) -> Resource:
    """The older name of a price, which an item still carries."""
    recurring = price["recurring"]
    return {
        "id": price["id"],
        "object": "plan",
        "active": price["active"],
        "amount": price["unit_amount"],
        "amount_decimal": price["unit_amount_decimal"],
        "billing_scheme": "per_unit",
        "created": price["created"],
        "currency": price["currency"],
        "interval": recurring["interval"],
        "interval_count": recurring["interval_count"],
        "livemode": False,
        "metadata": {},
        "meter": None,
        "nickname": price["nickname"],
        "product": price["product"],
        "tiers_mode": None,
        "transform_usage": None,
        "trial_period_days": None,
        "usage_type": "licensed",
    }


def what_it_is(world: World, price: Resource, quantity: int) -> str:
    product = world.store.find("product", price["product"])
    return f"{quantity} × {product['name'] if product else price['product']}"


def pricing_of(price: Resource) -> dict[str, Any]:
    return {
        "price_details": {"price": price["id"], "product": price["product"]},
        "type": "price_details",
        "unit_amount_decimal": price["unit_amount_decimal"],
    }


def period_line(world: World, subscription: Resource, item: Resource) -> dict[str, Any]:
    """The line of an invoice for the period that an item stands in."""
    price = item["price"]
    return billing.new_line(
        world,
        amount=price["unit_amount"] * item["quantity"],
        description=what_it_is(world, price, item["quantity"]),
        parent={
            "invoice_item_details": None,
            "subscription_item_details": {
                "invoice_item": None,
                "proration": False,
                "proration_details": {"credited_items": None},
                "subscription": subscription["id"],
                "subscription_item": item["id"],
            },
            "type": "subscription_item_details",
        },
        period={"end": item["current_period_end"], "start": item["current_period_start"]},
        pricing=pricing_of(price),
        quantity=item["quantity"],
    )


def wanted_prices(world: World, params: Params) -> list[tuple[Resource, int]]:
    wanted = params.items("items")
    if not wanted:
        raise errors.missing("items")
    return [(named_price(world, item), item.integer("quantity", least=1) or 1) for item in wanted]


def named_price(world: World, item: Params) -> Resource:
    if "price_data" in item:
        price = new_price(world, item.section("price_data"), inline=True)
    else:
        price = world.get("price", item.needed("price"), param=item.name("price"))
    if not price["recurring"]:
        raise errors.invalid(
            "The price specified is set to `type=one_time` but this field only accepts prices "
            "with `type=recurring`.",
            item.name("price"),
        )
    return price


@route("GET", "/v1/subscription_items")
def list_items(call: Call) -> Resource:
    return lists.matching(call, "subscription_item", "subscription")
