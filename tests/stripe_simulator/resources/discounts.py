"""Coupons, and the codes by which people use them."""

import secrets
import string
from typing import Any

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.currencies import currency
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_DURATIONS = ("forever", "once", "repeating")
_LETTERS = string.ascii_uppercase + string.digits


def _code(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def amount_off(coupon: Resource, amount: int) -> int:
    """What a coupon takes off a sum, never more than the sum."""
    if coupon["percent_off"]:
        return min(amount, round(amount * coupon["percent_off"] / 100))
    return min(amount, coupon["amount_off"] or 0)


def discount_for(world: World, params: Params, *, customer: str) -> Resource | None:
    """The discount that a request asks for, by coupon or by code; a used code counts."""
    wanted = params.items("discounts")
    if not wanted:
        return None
    first = wanted[0]
    promotion = None
    if code := first.text("promotion_code"):
        promotion = world.get("promotion_code", code, param=first.name("promotion_code"))
        _must_be_usable(promotion, first.name("promotion_code"))
        coupon = world.get("coupon", promotion["promotion"]["coupon"])
        world.store.save(promotion | {"times_redeemed": promotion["times_redeemed"] + 1})
    else:
        coupon = world.get("coupon", first.needed("coupon"), param=first.name("coupon"))
    world.store.save(coupon | {"times_redeemed": coupon["times_redeemed"] + 1})
    return world.create(
        "discount",
        customer=customer,
        promotion_code=promotion and promotion["id"],
        source={"coupon": coupon["id"], "type": "coupon"},
        start=world.now(),
    )


def _must_be_usable(promotion: Resource, param: str) -> None:
    limit = promotion["max_redemptions"]
    spent = limit is not None and promotion["times_redeemed"] >= limit
    if not promotion["active"] or spent:
        raise errors.invalid("This promotion code cannot be redeemed.", param)


@route("POST", "/v1/coupons")
def create_coupon(call: Call) -> Resource:
    params = call.params
    percent, amount = params.text("percent_off"), params.integer("amount_off", least=1)
    if (percent is None) == (amount is None):
        raise errors.invalid("Give either percent_off or amount_off.", "percent_off")
    duration = params.choice("duration", _DURATIONS) or "once"
    coupon = call.world.create(
        "coupon",
        id=params.text("id", longest=200) or _code(8),
        amount_off=amount,
        currency=currency(params, required=False) if amount else None,
        duration=duration,
        duration_in_months=params.integer("duration_in_months", least=1),
        max_redemptions=params.integer("max_redemptions", least=1),
        metadata=params.metadata(),
        name=params.text("name", longest=40),
        percent_off=_percent(percent),
        redeem_by=params.integer("redeem_by"),
    )
    call.world.announce("coupon.created", coupon)
    return coupon


def _percent(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        percent = float(text)
    except ValueError:
        percent = 0
    if not 0 < percent <= 100:
        raise errors.invalid("Invalid percent_off: must be above 0 and at most 100", "percent_off")
    return percent


@route("GET", "/v1/coupons")
def list_coupons(call: Call) -> Resource:
    return lists.matching(call, "coupon")


@route("GET", "/v1/coupons/{coupon_id}")
def retrieve_coupon(call: Call, coupon_id: str) -> Resource:
    return call.world.get("coupon", coupon_id)


@route("POST", "/v1/coupons/{coupon_id}")
def update_coupon(call: Call, coupon_id: str) -> Resource:
    """What it takes off never changes."""
    known = call.world.get("coupon", coupon_id)
    given: dict[str, Any] = {"metadata": call.params.metadata(known["metadata"])}
    if "name" in call.params:
        given["name"] = call.params.text("name")
    coupon = call.world.store.save(known | given)
    call.world.announce("coupon.updated", coupon, {name: known[name] for name in given})
    return coupon


@route("DELETE", "/v1/coupons/{coupon_id}")
def delete_coupon(call: Call, coupon_id: str) -> Resource:
    coupon = call.world.get("coupon", coupon_id)
    call.world.store.remove(coupon_id)
    call.world.announce("coupon.deleted", coupon)
    return {"id": coupon_id, "object": "coupon", "deleted": True}


@route("POST", "/v1/promotion_codes")
def create_code(call: Call) -> Resource:
    """``promotion[coupon]`` at this version; the ``coupon`` of older ones is not known any more."""
    params, world = call.params, call.world
    section = params.section("promotion")
    section.choice("type", ("coupon",), required=True)
    coupon = world.get("coupon", section.needed("coupon"), param="promotion[coupon]")
    code = params.text("code", longest=500) or _code(8)
    if any(one["active"] for one in world.store.newest_first("promotion_code", code=code)):
        raise errors.invalid(
            f"An active promotion code with `code: {code}` already exists.",
            "code",
            "resource_already_exists",
        )
    customer = params.text("customer")
    if customer:
        world.get("customer", customer, param="customer")
    made = world.create(
        "promotion_code",
        active=params.boolean("active") is not False,
        code=code,
        customer=customer,
        expires_at=params.integer("expires_at"),
        max_redemptions=params.integer("max_redemptions", least=1),
        metadata=params.metadata(),
        promotion={"coupon": coupon["id"], "type": "coupon"},
    )
    world.announce("promotion_code.created", made)
    return made


@route("GET", "/v1/promotion_codes")
def list_codes(call: Call) -> Resource:
    return lists.matching(call, "promotion_code", "code", "customer", flags=("active",))


@route("GET", "/v1/promotion_codes/{code_id}")
def retrieve_code(call: Call, code_id: str) -> Resource:
    return call.world.get("promotion_code", code_id)


@route("POST", "/v1/promotion_codes/{code_id}")
def update_code(call: Call, code_id: str) -> Resource:
    known = call.world.get("promotion_code", code_id)
    given: dict[str, Any] = {"metadata": call.params.metadata(known["metadata"])}
    if (active := call.params.boolean("active")) is not None:
        given["active"] = active
    made = call.world.store.save(known | given)
    call.world.announce("promotion_code.updated", made, {name: known[name] for name in given})
    return made
