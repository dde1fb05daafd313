"""Stripe: cards that are kept and charged without their owner being there.

The consent is the payer's, and is kept by whoever asks (docs/payments.md). This module speaks to
Stripe alone; each call is harmless when repeated with the same key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import stripe
from stripe import PaymentIntent, PaymentMethod, SetupIntent

from membership.billing.gateways import stripe as gateway
from membership.billing.gateways.base import OpenedCheckout
from portal.core.money import HOME

#: Stripe closes a customer's page after some time that it does not tell.
_PAGE_LIVES = timedelta(minutes=30)
#: What a customer's page may change: nothing but the card.
_CARD_ALONE = {
    "customer_update": {"enabled": False},
    "invoice_history": {"enabled": False},
    "payment_method_update": {"enabled": True},
    "subscription_cancel": {"enabled": False},
}


@dataclass(frozen=True, slots=True)
class CardPageRequest:
    """One wish to keep or change a card."""

    key: str
    client_id: int
    customer_ref: str
    name: str
    email: str
    language: str
    back_url: str


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card as the payer knows it."""

    method_ref: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int


@dataclass(frozen=True, slots=True)
class ChargeRequest:
    """What is taken from which card for which invoice."""

    key: str
    charge_id: int
    customer_ref: str
    method_ref: str
    amount_tyiyn: int
    currency: str
    invoice_id: int
    invoice_number: str
    title: str


@dataclass(frozen=True, slots=True)
class ChargeOutcome:
    """How it ended: taken, or declined with the provider's word for it."""

    reference: str
    is_taken: bool
    refusal: str = ""


def open_customer(request: CardPageRequest) -> str:
    """Make the payer known to Stripe; the same client is the same customer."""
    params: dict[str, Any] = {"name": request.name[:250], "metadata": {"client": request.client_id}}
    if request.email:
        params["email"] = request.email
    customer = gateway.client().v1.customers.create(
        params,  # type: ignore[arg-type]
        {"idempotency_key": f"customer-{request.key}"},
    )
    return customer.id


def open_keep_page(request: CardPageRequest, currency: str = HOME) -> OpenedCheckout:
    """Open the page where a card is typed and kept; no money is taken there."""
    params: Any = {
        "mode": "setup",
        "ui_mode": "hosted_page",
        "currency": currency.lower(),
        "customer": request.customer_ref,
        "payment_method_types": ["card"],
        "locale": gateway.LOCALES.get(request.language, "auto"),
        "metadata": {"client": str(request.client_id)},
        "success_url": f"{request.back_url}?card=kept",
        "cancel_url": request.back_url,
    }
    session = gateway.client().v1.checkout.sessions.create(params, {"idempotency_key": request.key})
    if not session.url:
        raise gateway.CheckoutClosed(session.id)
    return OpenedCheckout(
        session.id, session.url, datetime.fromtimestamp(session.expires_at, tz=UTC)
    )


def open_change_page(request: CardPageRequest, *, now: datetime) -> OpenedCheckout:
    """Open the payer's own page at Stripe, where she puts another card in place of the kept one.

    Raises:
        CustomerUnknown: this account of Stripe does not know her (any more).
    """
    client = gateway.client()
    try:
        session = client.v1.billing_portal.sessions.create(
            {
                "customer": request.customer_ref,
                "configuration": _configuration(client),
                "locale": gateway.LOCALES.get(request.language, "auto"),
                "return_url": f"{request.back_url}?card=changed",
            },
            {"idempotency_key": request.key},
        )
    except stripe.InvalidRequestError as error:
        if _names_nobody(error, "customer"):
            raise CustomerUnknown(request.customer_ref) from error
        raise
    return OpenedCheckout(session.id, session.url, now + _PAGE_LIVES)


def _configuration(client: stripe.StripeClient) -> str:
    """Our own set-up of the page, found by its mark; the account may have others."""
    known = client.v1.billing_portal.configurations.list({"active": True, "limit": 100})
    for one in known.auto_paging_iter():
        if gateway.texts(one.metadata).get("made_for") == "card_alone":
            return one.id
    made = client.v1.billing_portal.configurations.create(
        {
            "features": _CARD_ALONE,  # type: ignore[typeddict-item]
            "metadata": {"made_for": "card_alone"},
        },
        {"idempotency_key": "portal-card-alone"},
    )
    return made.id


def card_kept_on(session_id: str) -> KeptCard | None:
    """The card typed on a page, once it is kept; it becomes the one that pays."""
    client = gateway.client()
    session = client.v1.checkout.sessions.retrieve(
        session_id, {"expand": ["setup_intent.payment_method"]}
    )
    setup = session.setup_intent
    method = setup.payment_method if isinstance(setup, SetupIntent) else None
    if session.status != "complete" or not isinstance(method, PaymentMethod):
        return None
    client.v1.customers.update(
        gateway.id_of(session.customer) or "",
        {"invoice_settings": {"default_payment_method": method.id}},
    )
    return _kept(method)


def card_of(customer_ref: str) -> KeptCard | None:
    """The card that pays for a customer now; None when none is kept."""
    customer = gateway.client().v1.customers.retrieve(
        customer_ref, {"expand": ["invoice_settings.default_payment_method"]}
    )
    settings = getattr(customer, "invoice_settings", None)
    method = settings.default_payment_method if settings else None
    return _kept(method) if isinstance(method, PaymentMethod) else None


def _kept(method: PaymentMethod) -> KeptCard | None:
    if method.card is None:
        return None
    card = method.card
    return KeptCard(method.id, card.brand, card.last4 or "", card.exp_month, card.exp_year)


def forget_card(method_ref: str) -> None:
    """Have Stripe forget a card; it can never be charged again. Forgotten is forgotten."""
    try:
        gateway.client().v1.payment_methods.detach(method_ref)
    except stripe.InvalidRequestError:
        method = gateway.client().v1.payment_methods.retrieve(method_ref)
        if method.customer is not None:
            raise


def charge(request: ChargeRequest, *, look_only: bool = False) -> ChargeOutcome | None:
    """Take money from a kept card, once.

    Stripe forgets idempotency keys after a day, so the charge is first looked for by the mark that
    every one carries.

    Args:
        look_only: nobody wants it any more; say what became of it, and begin nothing.

    Returns:
        None when there was no such charge and none was begun.
    """
    try:
        intent = _known(request) or (None if look_only else _begin(request))
    except stripe.InvalidRequestError as error:
        if error.param == "payment_method" or _names_nobody(error, "customer"):
            return ChargeOutcome("", is_taken=False, refusal="no_card")
        raise
    return _outcome(intent) if intent else None


def _begin(request: ChargeRequest) -> PaymentIntent:
    """A declined card is an error to the library; what became of it is read from the intent."""
    try:
        return gateway.client().v1.payment_intents.create(
            _params(request),  # type: ignore[arg-type]
            {"idempotency_key": request.key},
        )
    except stripe.CardError:
        if declined := _known(request):
            return declined
        raise


def _params(request: ChargeRequest) -> dict[str, Any]:
    return {
        "amount": request.amount_tyiyn,
        "currency": request.currency.lower(),
        "customer": request.customer_ref,
        "payment_method": request.method_ref,
        "payment_method_types": ["card"],
        "off_session": True,
        "confirm": True,
        "description": request.title,
        "metadata": {
            "invoice": str(request.invoice_id),
            "number": request.invoice_number,
            "charge": str(request.charge_id),
        },
    }


def _known(request: ChargeRequest) -> PaymentIntent | None:
    intents = gateway.client().v1.payment_intents.list(
        {"customer": request.customer_ref, "limit": 100}
    )
    for intent in intents.data:
        marks: Mapping[str, str] = gateway.texts(intent.metadata)
        ours = (marks.get("charge"), marks.get("number"))
        if ours == (str(request.charge_id), request.invoice_number):
            return intent
    return None


def _outcome(intent: PaymentIntent) -> ChargeOutcome:
    """A declined intent is cancelled, so that nobody can pay it later beside another one.

    Raises:
        ChargeUndecided: the bank has not answered yet.
    """
    if intent.status == "succeeded":
        return ChargeOutcome(intent.id, is_taken=True)
    if intent.status == "processing":
        raise ChargeUndecided(intent.id)
    error = intent.last_payment_error
    refusal = (getattr(error, "decline_code", None) or getattr(error, "code", None)) or "declined"
    if intent.status != "canceled":
        gateway.client().v1.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
    return ChargeOutcome(intent.id, is_taken=False, refusal=refusal)


def _names_nobody(error: stripe.InvalidRequestError, param: str) -> bool:
    return error.code == "resource_missing" and error.param in (param, "id")


class CustomerUnknown(Exception):
    """The provider does not know the payer: she was deleted there, or the account is another."""


class ChargeUndecided(Exception):
    """The bank has not said yes or no: it is asked about again later."""
