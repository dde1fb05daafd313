"""Money taken from a card: the intent, the charge that comes of it, the line in the ledger."""

import secrets
from typing import Any

from tests.stripe_simulator import cards
from tests.stripe_simulator.cards import Card, Decline
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.resources import disputes
from tests.stripe_simulator.resources.entries import book
from tests.stripe_simulator.shapes import NO_ADDRESS, billing_details
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World


def open_intent(world: World, *, amount: int, code: str, **values: Any) -> Resource:
    intent_id = world.new_id("payment_intent")
    intent = world.create(
        "payment_intent",
        id=intent_id,
        amount=amount,
        currency=code,
        client_secret=f"{intent_id}_secret_{secrets.token_hex(12)}",
        **values,
    )
    world.announce("payment_intent.created", intent)
    return intent


def postal_address(params: Params) -> dict[str, str | None]:
    section = params.section("address")
    return {name: section.text(name) for name in NO_ADDRESS}


def shipping(params: Params) -> dict[str, Any] | None:
    """Where the goods go, as a request says it."""
    if "shipping" not in params:
        return None
    section = params.section("shipping")
    return {
        "address": postal_address(section),
        "carrier": section.text("carrier"),
        "name": section.text("name"),
        "phone": section.text("phone"),
        "tracking_number": section.text("tracking_number"),
    }


def keep_card(
    world: World, card: Card, *, email: str | None, name: str | None, customer: str | None
) -> Resource:
    """A payment method for a card that somebody typed."""
    method = world.create(
        "payment_method",
        billing_details=billing_details(email, name),
        card=cards.as_payment_method(card),
        customer=customer,
    )
    world.store.set(f"card_of_{method['id']}", [card.number, card.exp_month, card.exp_year])
    return method


def card_behind(world: World, method: Resource) -> Card:
    """The test card that was kept under a payment method."""
    number, month, year = world.store.setting(
        f"card_of_{method['id']}", ["4242424242424242", 12, 2034]
    )
    return cards.by_number(number).valid_until(month, year)


def ask_for_confirmation(world: World, intent: Resource, url: str, return_url: str) -> Resource:
    """The bank wants to see the owner of the card first, on a page of its own."""
    redirect = {"return_url": return_url, "url": url}
    return _ask(world, intent, {"redirect_to_url": redirect, "type": "redirect_to_url"})


def await_the_owner(world: World, intent: Resource, method: Resource) -> Resource:
    """The bank asks, and the shop is to show its question by Stripe's script."""
    intent = intent | {"payment_method": method["id"]}
    return _ask(world, intent, {"type": "use_stripe_sdk", "use_stripe_sdk": {}})


def _ask(world: World, intent: Resource, action: dict[str, Any]) -> Resource:
    intent = world.store.save(intent | {"status": "requires_action", "next_action": action})
    world.announce("payment_intent.requires_action", intent)
    return intent


def charge(
    world: World, intent: Resource, card: Card, method: Resource, *, confirmed: bool = False
) -> Resource:
    """Take the money or hear the bank's refusal; the intent tells which."""
    if card.decline:
        return refuse(
            world, intent, card.decline, method, _declined_charge(world, intent, card, method)
        )
    taken = _charge_object(
        world,
        intent,
        method,
        amount_captured=intent["amount"],
        balance_transaction=None,
        captured=True,
        outcome=_outcome("authorized", "approved_by_network", "Payment complete."),
        paid=True,
        payment_method_details=cards.as_charge_details(card, intent["amount"], confirmed=confirmed),
        status="succeeded",
    )
    entry = book(world, taken, taken["amount"], "charge")
    taken = world.store.save(taken | {"balance_transaction": entry["id"]})
    intent = world.store.save(
        intent
        | {
            "amount_received": intent["amount"],
            "last_payment_error": None,
            "latest_charge": taken["id"],
            "next_action": None,
            "payment_method": method["id"],
            "status": "succeeded",
        }
    )
    world.announce("charge.succeeded", taken)
    world.announce("payment_intent.succeeded", intent)
    if card.complains:
        disputes.open_dispute(world, taken, inquiry=card.complains == "inquiry")
    return intent


def refuse(
    world: World,
    intent: Resource,
    decline: Decline,
    method: Resource,
    failed: Resource | None = None,
) -> Resource:
    """The card did not pay; the intent waits for another one and remembers why."""
    why: dict[str, Any] = {
        "code": decline.code,
        "doc_url": f"https://stripe.com/docs/error-codes/{decline.code.replace('_', '-')}",
        "message": decline.message,
        "payment_method": method,
        "type": "card_error",
    }
    if decline.advice:
        why["advice_code"] = decline.advice
    if decline.reason:
        why["decline_code"] = decline.reason
    if failed:
        why["charge"] = failed["id"]
        world.announce("charge.failed", failed)
    intent = world.store.save(
        intent
        | {
            "last_payment_error": why,
            "latest_charge": failed["id"] if failed else intent["latest_charge"],
            "next_action": None,
            "payment_method": None,
            "status": "requires_payment_method",
        }
    )
    world.announce("payment_intent.payment_failed", intent)
    return intent


def _declined_charge(world: World, intent: Resource, card: Card, method: Resource) -> Resource:
    decline = card.decline
    assert decline is not None
    outcome = _outcome("issuer_declined", "declined_by_network", decline.message)
    return _charge_object(
        world,
        intent,
        method,
        failure_code=decline.code,
        failure_message=decline.message,
        outcome=outcome | {"reason": decline.reason, "advice_code": decline.advice},
        payment_method_details=cards.as_charge_details(card, intent["amount"], confirmed=False),
        status="failed",
    )


def _charge_object(world: World, intent: Resource, method: Resource, **values: Any) -> Resource:
    return world.create(
        "charge",
        amount=intent["amount"],
        billing_details=method["billing_details"],
        currency=intent["currency"],
        customer=intent["customer"],
        description=intent["description"],
        metadata=intent["metadata"],
        payment_intent=intent["id"],
        payment_method=method["id"],
        receipt_email=intent["receipt_email"],
        **values,
    )


def _outcome(kind: str, network_status: str, message: str) -> dict[str, Any]:
    return {
        "advice_code": None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": network_status,
        "reason": None,
        "risk_level": "normal",
        "risk_score": 20,
        "seller_message": message,
        "type": kind,
    }


def cancel_intent(world: World, intent: Resource, reason: str | None) -> Resource:
    intent = world.store.save(
        intent
        | {
            "canceled_at": world.now(),
            "cancellation_reason": reason,
            "next_action": None,
            "status": "canceled",
        }
    )
    world.announce("payment_intent.canceled", intent)
    return intent
