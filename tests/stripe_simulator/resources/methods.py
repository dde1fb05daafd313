"""Cards that are kept: payment methods of customers, and the consents they are kept by."""

import secrets
from typing import Any

from tests.stripe_simulator import cards, errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.cards import Card, Decline
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.resources import payments
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_USAGES = ("off_session", "on_session")
_CANCEL_REASONS = ("abandoned", "duplicate", "requested_by_customer")


def method_named(world: World, name: str, *, customer: str | None, param: str) -> Resource:
    """A kept card, or a new one when it is called by the name of a test card."""
    if number := cards.BY_TOKEN.get(name):
        card = cards.CARDS[number]
        return payments.keep_card(world, card, email=None, name=None, customer=customer)
    method = world.store.find("payment_method", name)
    if method is None:
        raise errors.no_such("PaymentMethod", name, param, 400)
    if method["customer"] not in (None, customer):
        raise errors.invalid(
            f"The payment method you provided ({name}) belongs to another customer.", param
        )
    return method


def was_set_up(world: World, method: Resource) -> bool:
    """Whether its owner agreed before her bank that it may be charged without her."""
    return bool(world.store.setting(f"set_up_{method['id']}", False))


def attach(world: World, method: Resource, customer_id: str) -> Resource:
    """Keep a card for a customer, unless her bank refuses it."""
    card = payments.card_behind(world, method)
    if card.decline and not card.can_be_kept:
        raise _card_error(card.decline)
    method = world.store.save(method | {"customer": customer_id})
    world.announce("payment_method.attached", method)
    return method


def _card_error(decline: Decline, **details: Any) -> errors.ApiError:
    if decline.reason:
        details["decline_code"] = decline.reason
    return errors.ApiError(
        decline.message,
        status=402,
        kind="card_error",
        code=decline.code,
        saved=True,
        **details,
    )


@route("POST", "/v1/payment_methods")
def create(call: Call) -> Resource:
    """From the older name of a test card; numbers are typed on our pages alone."""
    call.params.choice("type", ("card",), required=True)
    token = call.params.section("card").needed("token")
    if token not in cards.BY_OLD_TOKEN:
        raise errors.no_such("token", token, "card[token]", 400)
    details = call.params.section("billing_details")
    card = cards.CARDS[cards.BY_OLD_TOKEN[token]]
    method = payments.keep_card(
        call.world, card, email=details.text("email"), name=details.text("name"), customer=None
    )
    address = {"address": payments.postal_address(details)}
    return call.world.store.save(method | {"billing_details": method["billing_details"] | address})


@route("GET", "/v1/payment_methods")
def listed(call: Call) -> Resource:
    return lists.matching(call, "payment_method", "customer", "type")


@route("GET", "/v1/customers/{customer_id}/payment_methods")
def of_customer(call: Call, customer_id: str) -> Resource:
    call.world.get("customer", customer_id)
    kinds = {"type": kind} if (kind := call.params.text("type")) else {}
    return lists.page(
        call, call.world.store.newest_first("payment_method", customer=customer_id, **kinds)
    )


@route("GET", "/v1/payment_methods/{method_id}")
def retrieve(call: Call, method_id: str) -> Resource:
    return call.world.get("payment_method", method_id)


@route("POST", "/v1/payment_methods/{method_id}")
def update(call: Call, method_id: str) -> Resource:
    known = call.world.get("payment_method", method_id)
    given = {"metadata": call.params.metadata(known["metadata"])}
    method = call.world.store.save(known | given)
    call.world.announce("payment_method.updated", method, {"metadata": known["metadata"]})
    return method


@route("POST", "/v1/payment_methods/{method_id}/attach")
def attached(call: Call, method_id: str) -> Resource:
    customer_id = call.params.needed("customer")
    call.world.get("customer", customer_id, param="customer")
    method = method_named(call.world, method_id, customer=None, param="payment_method")
    return attach(call.world, method, customer_id)


@route("POST", "/v1/payment_methods/{method_id}/detach")
def detached(call: Call, method_id: str) -> Resource:
    """A card that is detached can never be charged again."""
    method = call.world.get("payment_method", method_id)
    if method["customer"] is None:
        raise errors.invalid(
            "The payment method you provided is not attached to a customer so detachment is "
            "impossible.",
            "payment_method",
        )
    return detach(call.world, method)


def detach(world: World, method: Resource) -> Resource:
    customer = world.store.find("customer", method["customer"])
    if customer and customer["invoice_settings"]["default_payment_method"] == method["id"]:
        make_default(world, customer, None)
    before = {"customer": method["customer"]}
    method = world.store.save(method | {"customer": None})
    world.announce("payment_method.detached", method, before)
    return method


def make_default(world: World, customer: Resource, method_id: str | None) -> Resource:
    """The card that is charged when nobody names another one."""
    before = {"invoice_settings": customer["invoice_settings"]}
    customer = world.store.save(
        customer
        | {"invoice_settings": customer["invoice_settings"] | {"default_payment_method": method_id}}
    )
    world.announce("customer.updated", customer, before)
    return customer


def open_setup(world: World, **values: Any) -> Resource:
    """The wish to keep a card for later."""
    setup_id = world.new_id("setup_intent")
    setup = world.create(
        "setup_intent",
        id=setup_id,
        client_secret=f"{setup_id}_secret_{secrets.token_hex(12)}",
        **values,
    )
    world.announce("setup_intent.created", setup)
    return setup


def set_up(world: World, setup: Resource, card: Card, method: Resource) -> Resource:
    """Her bank agrees, or says why not."""
    if card.decline and not card.can_be_kept:
        return refuse_setup(world, setup, card.decline, method)
    if setup["customer"]:
        method = attach(world, method, setup["customer"])
    world.store.set(f"set_up_{method['id']}", True)
    setup = world.store.save(
        setup
        | {
            "last_setup_error": None,
            "next_action": None,
            "payment_method": method["id"],
            "status": "succeeded",
        }
    )
    world.announce("setup_intent.succeeded", setup)
    return setup


def refuse_setup(world: World, setup: Resource, decline: Decline, method: Resource) -> Resource:
    """The card is not kept; the intent remembers why."""
    why: dict[str, Any] = {
        "code": decline.code,
        "doc_url": f"https://stripe.com/docs/error-codes/{decline.code.replace('_', '-')}",
        "message": decline.message,
        "payment_method": method,
        "type": "card_error",
    }
    if decline.reason:
        why["decline_code"] = decline.reason
    setup = world.store.save(
        setup
        | {
            "last_setup_error": why,
            "next_action": None,
            "payment_method": None,
            "status": "requires_payment_method",
        }
    )
    world.announce("setup_intent.setup_failed", setup)
    return setup


@route("POST", "/v1/setup_intents")
def create_setup(call: Call) -> Resource:
    params = call.params
    customer_id = params.text("customer")
    if customer_id:
        call.world.get("customer", customer_id, param="customer")
    setup = open_setup(
        call.world,
        customer=customer_id,
        description=params.text("description"),
        metadata=params.metadata(),
        payment_method_types=params.texts("payment_method_types") or ["card"],
        usage=params.choice("usage", _USAGES) or "off_session",
    )
    return _confirmed(call, setup, params) if params.boolean("confirm") else setup


@route("GET", "/v1/setup_intents")
def list_setups(call: Call) -> Resource:
    return lists.matching(call, "setup_intent", "customer", "payment_method")


@route("GET", "/v1/setup_intents/{setup_id}")
def retrieve_setup(call: Call, setup_id: str) -> Resource:
    return call.world.get("setup_intent", setup_id)


@route("POST", "/v1/setup_intents/{setup_id}/confirm")
def confirm_setup(call: Call, setup_id: str) -> Resource:
    return _confirmed(call, call.world.get("setup_intent", setup_id), call.params)


@route("POST", "/v1/setup_intents/{setup_id}/cancel")
def cancel_setup(call: Call, setup_id: str) -> Resource:
    reason = call.params.choice("cancellation_reason", _CANCEL_REASONS)
    setup = call.world.get("setup_intent", setup_id)
    if setup["status"] in ("succeeded", "canceled"):
        raise errors.conflict(
            f"You cannot cancel this SetupIntent because it has a status of {setup['status']}.",
            "setup_intent_unexpected_state",
        )
    setup = call.world.store.save(
        setup | {"cancellation_reason": reason, "next_action": None, "status": "canceled"}
    )
    call.world.announce("setup_intent.canceled", setup)
    return setup


def _confirmed(call: Call, setup: Resource, params: Params) -> Resource:
    name = params.needed("payment_method")
    method = method_named(call.world, name, customer=setup["customer"], param="payment_method")
    card = payments.card_behind(call.world, method)
    if card.asks_for_confirmation:
        decline = cards.NOT_CONFIRMED
        setup = refuse_setup(call.world, setup, decline, method)
        raise _card_error(decline, setup_intent=setup)
    setup = set_up(call.world, setup, card, method)
    if setup["last_setup_error"]:
        raise _card_error(card.decline or cards.GENERIC, setup_intent=setup)
    return setup
