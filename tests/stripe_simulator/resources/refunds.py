"""Refunds: money that goes back, in one piece or in several."""

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.currencies import in_words_of_the_api
from tests.stripe_simulator.resources.entries import book
from tests.stripe_simulator.store import Resource

_REASONS = ("duplicate", "fraudulent", "requested_by_customer")


def _charge_to_refund(call: Call) -> Resource:
    charge_id, intent_id = call.params.text("charge"), call.params.text("payment_intent")
    if intent_id:
        intent = call.world.get("payment_intent", intent_id, param="payment_intent")
        if intent["status"] != "succeeded":
            raise errors.conflict(
                f"This PaymentIntent ({intent_id}) does not have a successful charge to refund.",
                param="payment_intent",
            )
        charge_id = intent["latest_charge"]
    if not charge_id:
        raise errors.ApiError(
            "One of the following params should be provided for this request: payment_intent or "
            "charge.",
            code="parameter_missing",
        )
    charge = call.world.get("charge", charge_id, param="charge")
    if not charge["paid"]:
        raise errors.conflict(f"Charge {charge_id} was not paid and cannot be refunded.")
    return charge


def _amount_to_refund(call: Call, charge: Resource) -> int:
    left = charge["amount_captured"] - charge["amount_refunded"]
    if left == 0:
        raise errors.conflict(
            f"Charge {charge['id']} has already been refunded.", "charge_already_refunded"
        )
    amount = call.params.integer("amount", least=1)
    if amount is None:
        return left
    if amount > left:
        code = charge["currency"]
        raise errors.conflict(
            f"Refund amount ({in_words_of_the_api(amount, code)}) is greater than unrefunded "
            f"amount on charge ({in_words_of_the_api(left, code)})",
            param="amount",
        )
    return amount


@route("POST", "/v1/refunds")
def create(call: Call) -> Resource:
    world = call.world
    charge = _charge_to_refund(call)
    amount = _amount_to_refund(call, charge)
    refund = world.create(
        "refund",
        amount=amount,
        charge=charge["id"],
        currency=charge["currency"],
        customer=charge["customer"],
        metadata=call.params.metadata(),
        payment_intent=charge["payment_intent"],
        payment_method=charge["payment_method"],
        reason=call.params.choice("reason", _REASONS),
    )
    entry = book(world, refund, -amount, "refund")
    refund = world.store.save(refund | {"balance_transaction": entry["id"]})
    before = {name: charge[name] for name in ("amount_refunded", "refunded")}
    refunded = charge["amount_refunded"] + amount
    charge = world.store.save(
        charge | {"amount_refunded": refunded, "refunded": refunded == charge["amount_captured"]}
    )
    world.announce("refund.created", refund)
    world.announce("charge.refunded", charge, before)
    return refund


@route("GET", "/v1/refunds")
def listed(call: Call) -> Resource:
    return lists.matching(call, "refund", "charge", "payment_intent")


@route("GET", "/v1/refunds/{refund_id}")
def retrieve(call: Call, refund_id: str) -> Resource:
    return call.world.get("refund", refund_id)


@route("POST", "/v1/refunds/{refund_id}")
def update(call: Call, refund_id: str) -> Resource:
    refund = call.world.get("refund", refund_id)
    before = {"metadata": refund["metadata"]}
    refund = call.world.store.save(refund | {"metadata": call.params.metadata(refund["metadata"])})
    call.world.announce("refund.updated", refund, before)
    call.world.announce("charge.refund.updated", refund, before)
    return refund
