"""Coupons, and the codes by which people use them."""

import secrets
import string
from dataclasses import dataclass
from typing import Any

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.currencies import currency
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.resources import periods
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_DURATIONS = ("forever", "once", "repeating")
_LETTERS = string.ascii_uppercase + string.digits


def _code(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


@dataclass(frozen=True)
class Reduction:
    """What takes something off: a coupon, and the code by which it was asked for."""

    coupon: Resource
    promotion: Resource | None = None

    def of(self, amount: int) -> int:
        """What it takes off a sum, never more than the sum."""
        if self.coupon["percent_off"]:
            return min(amount, round(amount * self.coupon["percent_off"] / 100))
        return min(amount, self.coupon["amount_off"] or 0)


def amount_off(world: World, discount: Resource, amount: int) -> int:
    """What a discount that was granted takes off a sum."""
    return Reduction(world.get("coupon", discount["source"]["coupon"])).of(amount)


def asked_for(world: World, params: Params, *, customer: str | None) -> Reduction | None:
    """The reduction a request names, by coupon or by code, if it can still be used."""
    wanted = params.items("discounts")
    if not wanted:
        return None
    first = wanted[0]
    if code := first.text("promotion_code"):
        promotion = world.get("promotion_code", code, param=first.name("promotion_code"))
        reduction = _behind(world, promotion)
        param = first.name("promotion_code")
    else:
        reduction = Reduction(
            world.get("coupon", first.needed("coupon"), param=first.name("coupon"))
        )
        param = first.name("coupon")
    if not _usable(world, reduction, customer):
        raise errors.invalid("This promotion code cannot be redeemed.", param)
    return reduction


def named(world: World, names: dict[str, str | None]) -> Reduction:
    """The reduction that a session names by coupon or by code."""
    if code := names["promotion_code"]:
        return _behind(world, world.get("promotion_code", code))
    return Reduction(world.get("coupon", names["coupon"] or ""))


def by_code(world: World, code: str, *, customer: str | None, currency: str) -> Reduction | None:
    """The reduction behind a code that somebody typed, in any case; None when there is none."""
    for promotion in world.store.newest_first("promotion_code"):
        if promotion["code"].casefold() == code.strip().casefold():
            reduction = _behind(world, promotion)
            same_money = reduction.coupon["currency"] in (None, currency)
            if same_money and _usable(world, reduction, customer):
                return reduction
    return None


def _behind(world: World, promotion: Resource) -> Reduction:
    return Reduction(world.get("coupon", promotion["promotion"]["coupon"]), promotion)


def _usable(world: World, reduction: Reduction, customer: str | None) -> bool:
    coupon, promotion = reduction.coupon, reduction.promotion
    if _used_up(coupon) or _over(world, coupon["redeem_by"]):
        return False
    if promotion is None:
        return True
    belongs = promotion["customer"] in (None, customer)
    over = _used_up(promotion) or _over(world, promotion["expires_at"])
    return promotion["active"] and belongs and not over


def _used_up(thing: Resource) -> bool:
    limit = thing["max_redemptions"]
    return limit is not None and thing["times_redeemed"] >= limit


def _over(world: World, moment: int | None) -> bool:
    return moment is not None and moment <= world.now()


def redeem(
    world: World, reduction: Reduction, *, customer: str | None, session: str | None = None
) -> Resource:
    """Grant it: the uses of coupon and code count up, and the discount says until when it runs."""
    coupon, promotion = reduction.coupon, reduction.promotion
    for used in filter(None, (coupon, promotion)):
        world.store.save(used | {"times_redeemed": used["times_redeemed"] + 1})
    months = coupon["duration_in_months"] if coupon["duration"] == "repeating" else None
    now = world.now()
    return world.create(
        "discount",
        checkout_session=session,
        customer=customer,
        end=periods.after(now, "month", months, anchor=now) if months else None,
        promotion_code=promotion and promotion["id"],
        source={"coupon": coupon["id"], "type": "coupon"},
        start=now,
    )


def granted(world: World, params: Params, *, customer: str) -> Resource | None:
    """The discount that a request asks for, redeemed at once."""
    reduction = asked_for(world, params, customer=customer)
    return redeem(world, reduction, customer=customer) if reduction else None


def still_runs(world: World, discount: Resource) -> bool:
    """Whether it takes something off the next period too."""
    if world.get("coupon", discount["source"]["coupon"])["duration"] == "once":
        return False
    return not _over(world, discount["end"])


@route("POST", "/v1/coupons")
def create_coupon(call: Call) -> Resource:
    params = call.params
    percent, amount = params.text("percent_off"), params.integer("amount_off", least=1)
    if (percent is None) == (amount is None):
        raise errors.invalid("Give either percent_off or amount_off.", "percent_off")
    duration = params.choice("duration", _DURATIONS) or "once"
    months = params.integer("duration_in_months", least=1)
    if (duration == "repeating") != (months is not None):
        raise errors.invalid(
            "`duration_in_months` goes with `duration=repeating`, and with it alone.",
            "duration_in_months",
        )
    coupon = call.world.create(
        "coupon",
        id=params.text("id", longest=200) or _code(8),
        amount_off=amount,
        currency=currency(params, required=False) if amount else None,
        duration=duration,
        duration_in_months=months,
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
