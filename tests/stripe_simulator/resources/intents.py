"""Payment intents, charges and what belongs to them, as the API offers them."""

from dataclasses import replace
from typing import Any

from tests.stripe_simulator import cards, errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.currencies import LARGEST_AMOUNT, currency
from tests.stripe_simulator.resources.methods import method_named, was_set_up
from tests.stripe_simulator.resources.payments import (
    await_the_owner,
    cancel_intent,
    card_behind,
    charge,
    open_intent,
    shipping,
)
from tests.stripe_simulator.store import Resource

_AWAITING_A_CARD = ("requires_payment_method", "requires_confirmation", "requires_action")
_CANCEL_REASONS = ("abandoned", "duplicate", "fraudulent", "requested_by_customer")


@route("POST", "/v1/payment_intents")
def create(call: Call) -> Resource:
    params = call.params
    amount = params.integer("amount", least=1)
    if amount is None:
        raise errors.missing("amount")
    if amount > LARGEST_AMOUNT:
        raise errors.invalid(
            f"Amount must be no more than {LARGEST_AMOUNT}", "amount", "amount_too_large"
        )
    customer = params.text("customer")
    if customer:
        call.world.get("customer", customer, param="customer")
    intent = open_intent(
        call.world,
        amount=amount,
        code=currency(params) or "",
        customer=customer,
        description=params.text("description"),
        metadata=params.metadata(),
        payment_method_types=params.texts("payment_method_types") or ["card"],
        receipt_email=params.text("receipt_email"),
        setup_future_usage=params.choice("setup_future_usage", ("off_session", "on_session")),
        shipping=shipping(params),
    )
    return _confirmed(call, intent) if params.boolean("confirm") else intent


@route("GET", "/v1/payment_intents")
def listed(call: Call) -> Resource:
    return lists.matching(call, "payment_intent", "customer")


@route("GET", "/v1/payment_intents/{intent_id}")
def retrieve(call: Call, intent_id: str) -> Resource:
    return call.world.get("payment_intent", intent_id)


@route("POST", "/v1/payment_intents/{intent_id}")
def update(call: Call, intent_id: str) -> Resource:
    intent = call.world.get("payment_intent", intent_id)
    intent["metadata"] = call.params.metadata(intent["metadata"])
    if "description" in call.params:
        intent["description"] = call.params.text("description")
    return call.world.store.save(intent)


@route("POST", "/v1/payment_intents/{intent_id}/confirm")
def confirm(call: Call, intent_id: str) -> Resource:
    return _confirmed(call, call.world.get("payment_intent", intent_id))


@route("POST", "/v1/payment_intents/{intent_id}/cancel")
def cancel(call: Call, intent_id: str) -> Resource:
    reason = call.params.choice("cancellation_reason", _CANCEL_REASONS)
    intent = call.world.get("payment_intent", intent_id)
    _must_await_a_card(intent, "cancel")
    return cancel_intent(call.world, intent, reason)


def _must_await_a_card(intent: Resource, deed: str) -> None:
    if intent["status"] not in _AWAITING_A_CARD:
        raise errors.conflict(
            f"You cannot {deed} this PaymentIntent because it has a status of {intent['status']}.",
            "payment_intent_unexpected_state",
        )


def _confirmed(call: Call, intent: Resource) -> Resource:
    """Charge a card by its name; a bank that asks waits for the owner, unless she is away."""
    _must_await_a_card(intent, "confirm")
    name = call.params.needed("payment_method")
    away = call.params.boolean("off_session") or call.params.boolean("error_on_requires_action")
    method = method_named(call.world, name, customer=intent["customer"], param="payment_method")
    card = card_behind(call.world, method)
    if card.asks_for_confirmation and (card.asks_every_time or not was_set_up(call.world, method)):
        if not away:
            return await_the_owner(call.world, intent, method)
        card = replace(card, decline=cards.CONFIRMATION_NEEDED)
    intent = charge(call.world, intent, card, method)
    if (why := intent["last_payment_error"]) is not None:
        raise _card_error(why, intent)
    return intent


def _card_error(why: dict[str, Any], intent: Resource) -> errors.ApiError:
    details = {name: why[name] for name in ("charge", "decline_code") if name in why}
    return errors.ApiError(
        why["message"],
        status=402,
        kind="card_error",
        code=why["code"],
        saved=True,
        payment_intent=intent,
        **details,
    )


@route("GET", "/v1/charges")
def list_charges(call: Call) -> Resource:
    return lists.matching(call, "charge", "customer", "payment_intent")


@route("GET", "/v1/charges/{charge_id}")
def retrieve_charge(call: Call, charge_id: str) -> Resource:
    return call.world.get("charge", charge_id)


@route("GET", "/v1/balance_transactions")
def list_entries(call: Call) -> Resource:
    return lists.matching(call, "balance_transaction", "source", "type", "currency")
