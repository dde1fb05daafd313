"""Subscriptions by price: periods on their items, an invoice for each, retries, the end."""

from typing import Any

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.resources import billing, discounts, methods, periods, prorations
from tests.stripe_simulator.resources.subscription_items import (
    new_item,
    period_line,
    wanted_prices,
)
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_A_DAY = 24 * 3600
_RUNNING = ("active", "past_due", "trialing", "incomplete", "paused", "unpaid")
_BEHAVIOURS = ("allow_incomplete", "default_incomplete", "error_if_incomplete")
_MISSING = ("cancel", "create_invoice", "pause")


def running_of(world: World, customer_id: str) -> list[Resource]:
    mine = world.store.newest_first("subscription", customer=customer_id)
    return [one for one in mine if one["status"] in _RUNNING]


def open_subscription(
    world: World,
    customer: Resource,
    prices: list[tuple[Resource, int]],
    *,
    trial_days: int = 0,
    discount: Resource | None = None,
    **values: Any,
) -> Resource:
    """Begin, and pay the first period by the card that is kept."""
    world = world.beside(customer["id"])
    now = world.now()
    subscription_id = world.new_id("subscription")
    trial_end = now + trial_days * _A_DAY if trial_days else None
    items = [
        new_item(world, subscription_id, price, quantity, start=now, until=trial_end)
        for price, quantity in prices
    ]
    subscription = world.create(
        "subscription",
        id=subscription_id,
        billing_cycle_anchor=trial_end or now,
        currency=prices[0][0]["currency"],
        customer=customer["id"],
        discounts=[discount["id"]] if discount else [],
        items={
            "data": items,
            "has_more": False,
            "object": "list",
            "url": f"/v1/subscription_items?subscription={subscription_id}",
        },
        start_date=now,
        status="trialing" if trial_end else "incomplete",
        test_clock=customer["test_clock"],
        trial_end=trial_end,
        trial_start=now if trial_end else None,
        **values,
    )
    if trial_end:
        world.announce("customer.subscription.created", subscription)
        return subscription
    return _first_invoice(world, subscription)


def _first_invoice(world: World, subscription: Resource) -> Resource:
    invoice = _invoice(world, subscription, "subscription_create")
    subscription = _after_the_discount(world, subscription)
    world.store.save(subscription | {"latest_invoice": invoice["id"]})
    invoice = billing.finalize(world, invoice)
    method = billing.method_for(world, invoice)
    if invoice["status"] == "open" and method:
        invoice = billing.pay(world, invoice, method)
    subscription = world.store.save(
        subscription
        | {
            "latest_invoice": invoice["id"],
            "status": "active" if invoice["status"] == "paid" else "incomplete",
        }
    )
    world.announce("customer.subscription.created", subscription)
    return subscription


def _after_the_discount(world: World, subscription: Resource) -> Resource:
    """What a coupon took off once, or for months that are over, it takes off no more."""
    running = [
        name
        for name in subscription["discounts"]
        if discounts.still_runs(world, world.get("discount", name))
    ]
    return world.store.save(subscription | {"discounts": running})


def _invoice(world: World, subscription: Resource, reason: str) -> Resource:
    items = subscription["items"]["data"]
    discount = subscription["discounts"] and world.get("discount", subscription["discounts"][0])
    return billing.draft(
        world,
        world.get("customer", subscription["customer"]),
        lines=[period_line(world, subscription, item) for item in items],
        items=billing.pending(world, subscription["customer"], subscription["id"]),
        code=subscription["currency"],
        reason=reason,
        discount=discount or None,
        parent=billing.subscription_parent(subscription),
        period_end=items[0]["current_period_end"],
        period_start=items[0]["current_period_start"],
        test_clock=subscription["test_clock"],
    )


def due_at(world: World, subscription: Resource) -> int | None:
    """When something happens next: another try, or the next period."""
    if subscription["status"] not in ("active", "past_due", "trialing"):
        return None
    if subscription["status"] == "past_due":
        invoice = world.get("invoice", subscription["latest_invoice"])
        return invoice["next_payment_attempt"]
    end: int = subscription["items"]["data"][0]["current_period_end"]
    return end


def run_until(world: World, moment: int, *, clock: str | None = None) -> None:
    """Let everything happen that falls due up to ``moment``, in the order of time."""
    while True:
        waiting = [
            (due, one["id"])
            for one in world.store.newest_first("subscription")
            if one["test_clock"] == clock and (due := due_at(world, one)) and due <= moment
        ]
        if not waiting:
            return
        due, subscription_id = min(waiting)
        _go_on(world.at(due), world.get("subscription", subscription_id))


def _go_on(world: World, subscription: Resource) -> None:
    if subscription["status"] == "past_due":
        _try_again(world, subscription)
    elif subscription["cancel_at_period_end"]:
        end(world, subscription, "cancellation_requested")
    else:
        _next_period(world, subscription)


def _next_period(world: World, subscription: Resource) -> None:
    anchor = subscription["billing_cycle_anchor"]
    items = []
    for item in subscription["items"]["data"]:
        start, recurring = item["current_period_end"], item["price"]["recurring"]
        until = periods.after(
            start, recurring["interval"], recurring["interval_count"], anchor=anchor
        )
        moved = item | {"current_period_start": start, "current_period_end": until}
        items.append(world.store.save(moved))
    before = {"items": subscription["items"]}
    subscription = _after_the_discount(world, subscription)
    subscription = world.store.save(
        subscription | {"items": subscription["items"] | {"data": items}, "status": "active"}
    )
    invoice = _invoice(world, subscription, "subscription_cycle")
    subscription = world.store.save(subscription | {"latest_invoice": invoice["id"]})
    world.announce("customer.subscription.updated", subscription, before)
    invoice = billing.finalize(world, invoice)
    if invoice["status"] == "open":
        _collect(world, subscription, invoice)


def _try_again(world: World, subscription: Resource) -> None:
    _collect(world, subscription, world.get("invoice", subscription["latest_invoice"]))


def _collect(world: World, subscription: Resource, invoice: Resource) -> None:
    method = billing.method_for(world, invoice)
    if method:
        invoice = billing.pay(world, invoice, method)
    if invoice["status"] == "paid":
        _become(world, subscription, "active")
    elif invoice["next_payment_attempt"] is None:
        end(world, subscription, "payment_failed")
    else:
        _become(world, subscription, "past_due")


def _become(world: World, subscription: Resource, status: str) -> None:
    if subscription["status"] != status:
        before = {"status": subscription["status"]}
        subscription = world.store.save(subscription | {"status": status})
        world.announce("customer.subscription.updated", subscription, before)


def end(world: World, subscription: Resource, reason: str) -> Resource:
    """It is over; an invoice that is still open stays open."""
    subscription = world.store.save(
        subscription
        | {
            "canceled_at": subscription["canceled_at"] or world.now(),
            "cancellation_details": subscription["cancellation_details"] | {"reason": reason},
            "ended_at": world.now(),
            "status": "canceled",
        }
    )
    world.announce("customer.subscription.deleted", subscription)
    return subscription


def cancel_at_the_end(world: World, subscription: Resource, *, wanted: bool = True) -> Resource:
    """Stop renewing; what is paid for goes on. ``wanted`` False takes it back."""
    world = world.beside(subscription["customer"])
    last = subscription["items"]["data"][0]["current_period_end"]
    changed = {
        "cancel_at": last if wanted else None,
        "cancel_at_period_end": wanted,
        "canceled_at": world.now() if wanted else None,
    }
    before = {name: subscription[name] for name in changed}
    subscription = world.store.save(subscription | changed)
    world.announce("customer.subscription.updated", subscription, before)
    return subscription


@route("POST", "/v1/subscriptions")
def create(call: Call) -> Resource:
    params, world = call.params, call.world
    customer = world.get("customer", params.needed("customer"), param="customer")
    params.choice("payment_behavior", _BEHAVIOURS)
    params.boolean("off_session")
    trial_days = params.integer("trial_period_days", least=0) or 0
    chosen = params.text("default_payment_method")
    if chosen:
        methods.method_named(world, chosen, customer=customer["id"], param="default_payment_method")
    has_card = chosen or customer["invoice_settings"]["default_payment_method"]
    if not has_card and not trial_days:
        raise errors.ApiError(
            "This customer has no attached payment source or default payment method. Please "
            "consider adding a default payment method.",
            code="resource_missing",
        )
    return open_subscription(
        world,
        customer,
        wanted_prices(world, params),
        trial_days=trial_days,
        discount=discounts.granted(world, params, customer=customer["id"]),
        default_payment_method=chosen,
        description=params.text("description"),
        metadata=params.metadata(),
        trial_settings={"end_behavior": {"missing_payment_method": _missing(params)}},
    )


def _missing(params: Params) -> str:
    behaviour = params.section("trial_settings").section("end_behavior")
    return behaviour.choice("missing_payment_method", _MISSING) or "create_invoice"


@route("GET", "/v1/subscriptions")
def listed(call: Call) -> Resource:
    return lists.matching(call, "subscription", "customer", "status", "test_clock")


@route("GET", "/v1/subscriptions/{subscription_id}")
def retrieve(call: Call, subscription_id: str) -> Resource:
    return call.world.get("subscription", subscription_id)


@route("POST", "/v1/subscriptions/{subscription_id}")
def update(call: Call, subscription_id: str) -> Resource:
    params = call.params
    known = call.world.get("subscription", subscription_id)
    world = call.world.beside(known["customer"])
    if known["status"] == "canceled":
        raise errors.conflict("A canceled subscription can only update its metadata.")
    if (wanted := params.boolean("cancel_at_period_end")) is not None:
        known = cancel_at_the_end(world, known, wanted=wanted)
    if params.choice("trial_end", ("now",)):
        return _end_trial(world, known)
    known = prorations.change_items(world, known, params)
    given: dict[str, Any] = {"metadata": params.metadata(known["metadata"])}
    if "default_payment_method" in params:
        given["default_payment_method"] = params.text("default_payment_method")
    subscription = world.store.save(known | given)
    previous = {name: known[name] for name, value in given.items() if known[name] != value}
    if previous:
        world.announce("customer.subscription.updated", subscription, previous)
    return subscription


def _end_trial(world: World, subscription: Resource) -> Resource:
    """Without a card the subscription pauses when it was opened that way."""
    customer = world.get("customer", subscription["customer"])
    card = (
        subscription["default_payment_method"]
        or customer["invoice_settings"]["default_payment_method"]
    )
    behaviour = subscription["trial_settings"]["end_behavior"]["missing_payment_method"]
    before = {"status": subscription["status"], "trial_end": subscription["trial_end"]}
    subscription = world.store.save(subscription | {"trial_end": world.now()})
    if card is None and behaviour == "pause":
        subscription = world.store.save(subscription | {"status": "paused"})
        world.announce("customer.subscription.paused", subscription)
        world.announce("customer.subscription.updated", subscription, before)
        return subscription
    if card is None and behaviour == "cancel":
        return end(world, subscription, "payment_failed")
    for item in subscription["items"]["data"]:
        item["current_period_end"] = world.now()
    _next_period(world, world.store.save(subscription | {"billing_cycle_anchor": world.now()}))
    return world.get("subscription", subscription["id"])


@route("DELETE", "/v1/subscriptions/{subscription_id}")
def cancel(call: Call, subscription_id: str) -> Resource:
    known = call.world.get("subscription", subscription_id)
    world = call.world.beside(known["customer"])
    if known["status"] == "canceled":
        raise errors.no_such("subscription", subscription_id)
    if call.params.boolean("prorate"):
        prorations.credit_the_rest(world, known)
    if call.params.boolean("invoice_now"):
        prorations.settle(world, known)
    return end(world, known, "cancellation_requested")
