"""A subscription that changes within its period: the rest of the old given back, the new charged.

Sums are in proportion to the seconds that are left of the period, as Stripe counts them. Another
length of period begins a new one at once.
"""

from collections.abc import Sequence
from typing import Any

from tests.stripe_simulator import errors
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.resources import billing, periods
from tests.stripe_simulator.resources.subscription_items import (
    named_price,
    new_item,
    period_line,
    plan_of,
    pricing_of,
    what_it_is,
)
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_BEHAVIOURS = ("always_invoice", "create_prorations", "none")


def change_items(world: World, subscription: Resource, params: Params) -> Resource:
    """Items named by id get another price or number, or go; those without an id come in."""
    behaviour = params.choice("proration_behavior", _BEHAVIOURS) or "create_prorations"
    moment = params.integer("proration_date") or world.now()
    wanted = params.items("items")
    if not wanted:
        return subscription
    world = world.at(moment)
    known = {item["id"]: item for item in subscription["items"]["data"]}
    prorate = behaviour != "none" and subscription["status"] != "trialing"
    for given in wanted:
        name = given.text("id")
        before = known.get(name or "")
        if name and before is None:
            raise errors.no_such("subscription_item", name, given.name("id"), 400)
        after = _changed(world, subscription, before, given)
        if prorate:
            _charge_difference(world, subscription, before, after)
        if after is None:
            known.pop(name or "")
        else:
            known[after["id"]] = after
    return _with_items(world, subscription, list(known.values()), behaviour)


def _changed(
    world: World, subscription: Resource, before: Resource | None, given: Params
) -> Resource | None:
    if before is not None and given.boolean("deleted"):
        world.store.remove(before["id"])
        return None
    named = "price" in given or "price_data" in given
    price = named_price(world, given) if before is None or named else before["price"]
    quantity = given.integer("quantity", least=1) or (before["quantity"] if before else 1)
    if before is None:
        standing = subscription["items"]["data"][0]
        return new_item(
            world,
            subscription["id"],
            price,
            quantity,
            start=world.now(),
            until=standing["current_period_end"],
        )
    return world.store.save(before | {"plan": plan_of(price), "price": price, "quantity": quantity})


def _charge_difference(
    world: World, subscription: Resource, before: Resource | None, after: Resource | None
) -> None:
    if before is not None:
        _part(world, subscription, before, sign=-1)
    if after is not None and not (before and _length(before) != _length(after)):
        _part(world, subscription, after, sign=1)


def _length(item: Resource) -> tuple[str, int]:
    recurring = item["price"]["recurring"]
    return recurring["interval"], recurring["interval_count"]


def _part(world: World, subscription: Resource, item: Resource, *, sign: int) -> None:
    """An invoice item over the rest of the period: given back, or charged."""
    begun, end, now = item["current_period_start"], item["current_period_end"], world.now()
    if now >= end:
        return
    standing = subscription["items"]["data"][0]
    whole = end - min(begun, standing["current_period_start"])
    price = item["price"]
    amount = sign * round(price["unit_amount"] * item["quantity"] * (end - now) / whole)
    what = "Unused time on" if sign < 0 else "Remaining time on"
    made = world.create(
        "invoiceitem",
        amount=amount,
        currency=price["currency"],
        customer=subscription["customer"],
        date=now,
        description=f"{what} {what_it_is(world, price, item['quantity'])}",
        discountable=False,
        net_amount=amount,
        parent={
            "subscription_details": {
                "subscription": subscription["id"],
                "subscription_item": item["id"],
            },
            "type": "subscription_details",
        },
        period={"end": end, "start": now},
        pricing=pricing_of(price),
        proration=True,
        quantity=item["quantity"],
        quantity_decimal=str(item["quantity"]),
        test_clock=subscription["test_clock"],
    )
    world.announce("invoiceitem.created", made)


def _with_items(
    world: World, subscription: Resource, items: list[Resource], behaviour: str
) -> Resource:
    if not items:
        raise errors.invalid("A subscription must have at least one active plan.", "items")
    if len({_length(item) for item in items}) > 1:
        raise errors.invalid("All prices of a subscription must have the same period.", "items")
    standing = subscription["items"]["data"]
    anew = _length(items[0]) != _length(standing[0])
    before = {"items": subscription["items"]}
    if anew:
        items = [world.store.save(_from_now(world, item)) for item in items]
        before["billing_cycle_anchor"] = subscription["billing_cycle_anchor"]
        subscription |= {"billing_cycle_anchor": world.now()}
    subscription = world.store.save(
        subscription | {"items": subscription["items"] | {"data": items}}
    )
    if anew or behaviour == "always_invoice":
        lines = [period_line(world, subscription, item) for item in items] if anew else []
        invoice = settle(world, subscription, lines)
        subscription = world.store.save(subscription | {"latest_invoice": invoice["id"]})
    world.announce("customer.subscription.updated", subscription, before)
    return subscription


def _from_now(world: World, item: Resource) -> Resource:
    now, (interval, count) = world.now(), _length(item)
    end = periods.after(now, interval, count, anchor=now)
    return item | {"current_period_end": end, "current_period_start": now}


def credit_the_rest(world: World, subscription: Resource) -> None:
    """Who leaves before the end is owed what is left of the period."""
    for item in subscription["items"]["data"]:
        _part(world, subscription, item, sign=-1)


def settle(world: World, subscription: Resource, lines: Sequence[dict[str, Any]] = ()) -> Resource:
    """An invoice at once over all that waits; what is owed to the customer stays her balance."""
    invoice = billing.draft(
        world,
        world.get("customer", subscription["customer"]),
        lines=list(lines),
        items=billing.pending(world, subscription["customer"], subscription["id"]),
        code=subscription["currency"],
        reason="subscription_update",
        parent=billing.subscription_parent(subscription),
        test_clock=subscription["test_clock"],
    )
    invoice = billing.finalize(world, invoice)
    method = billing.method_for(world, invoice)
    return billing.pay(world, invoice, method) if invoice["status"] == "open" else invoice
