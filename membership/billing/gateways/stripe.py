"""Stripe: this module and the two beside it are all that imports its library.

What comes in a notice is a hint: the state that counts is read from the API (docs/payments.md).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import stripe
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from stripe import Charge, Dispute, Event, PaymentIntent, Refund, StripeClient, StripeObject

from membership.billing.gateways.base import CheckoutRequest, OpenedCheckout

PROVIDER = "stripe"
#: Stands in the address to which a payer comes back who has paid.
PAID_MARK = "paid=card"
_LONGEST_NAME = 255
_ANSWER_WITHIN_SECONDS = 20
#: Stripe's pages have no Kyrgyz; a Kyrgyz reader understands Russian better than English.
LOCALES: Mapping[str, Any] = {"ky": "ru", "ru": "ru", "en": "en"}
#: Where an object of a notice names its payment.
_PAYMENT_IN = {
    "charge": "payment_intent",
    "checkout.session": "payment_intent",
    "dispute": "payment_intent",
    "payment_intent": "id",
    "refund": "payment_intent",
}


class NoticeRejected(Exception):
    """What was posted is not a notice from Stripe, or not one for this installation."""


class CheckoutClosed(Exception):
    """The Checkout page cannot be paid on any more."""


@dataclass(frozen=True, slots=True)
class RefundState:
    """Money that went back to the card."""

    reference: str
    amount_tyiyn: int
    refunded_at: datetime
    #: Empty, or None, when it was given back in Stripe's own Dashboard.
    reason: str
    by_user_id: int | None


@dataclass(frozen=True, slots=True)
class DisputeState:
    """The owner of a card says to her bank that a payment was not right."""

    reference: str
    amount_tyiyn: int
    reason: str
    status: str
    opened_at: datetime
    answer_by: datetime | None
    #: When the money was taken from us, and when it came back, if it did.
    withdrawn_at: datetime | None
    reinstated_at: datetime | None


@dataclass(frozen=True, slots=True)
class PaymentState:
    """One payment by card as Stripe knows it now.

    ``invoice_id`` and ``invoice_number`` are what we wrote there when the payment was opened; both
    are empty for money that came by another door. ``paid_at`` is None while no money has arrived.
    """

    reference: str
    invoice_id: int | None
    invoice_number: str
    amount_tyiyn: int
    currency: str
    paid_at: datetime | None
    refunds: tuple[RefundState, ...]
    disputes: tuple[DisputeState, ...] = ()


def is_offered() -> bool:
    """Whether cards are taken at all: both secrets are known."""
    return bool(settings.STRIPE_SECRET_KEY and settings.STRIPE_WEBHOOK_SECRET)


def read_notice(request: HttpRequest) -> Event:
    """The notice in a request, its signature proven.

    The library fails in many ways on what strangers post (bad UTF-8, JSON that is no object or
    nests too deep, signatures with letters beyond ASCII ...), and more may come with a new version,
    so every failure is a refusal. Only ids are used of what a notice says, so that the version in
    which the endpoint was set up does not matter.

    Raises:
        NoticeRejected: whatever is wrong with it.
    """
    try:
        event: Event = stripe.Webhook.construct_event(
            request.body,
            request.headers.get("Stripe-Signature"),
            settings.STRIPE_WEBHOOK_SECRET,
        )
        _must_be_ours(event)
    except Exception as error:
        raise NoticeRejected from error
    return event


def _must_be_ours(event: Event) -> None:
    """Raise ValueError for a notice without names, of the other mode, or that no database keeps."""
    for name in (event.id, event.type):
        if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_NAME:
            raise ValueError("id and type must be texts")
    if event.livemode is not settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_")):
        raise ValueError("test and live must not be mixed")
    text = json.dumps(event.to_dict(), cls=DjangoJSONEncoder, ensure_ascii=False, allow_nan=False)
    if "\\u0000" in text:
        raise ValueError("NUL cannot be stored")
    text.encode()


def open_checkout(request: CheckoutRequest) -> OpenedCheckout:
    """Open a page where the sum can be paid once. The same key is the same page.

    Raises:
        CheckoutClosed: the page of this key is closed already.
    """
    ours = {"invoice": str(request.invoice_id), "number": request.invoice_number}
    params: dict[str, Any] = {
        "mode": "payment",
        "ui_mode": "hosted_page",
        "payment_method_types": ["card"],
        "client_reference_id": request.invoice_number,
        "line_items": [_line(request)],
        "locale": LOCALES.get(request.language, "auto"),
        "metadata": ours,
        "payment_intent_data": {"metadata": ours, "description": request.title},
        "success_url": f"{request.back_url}?{PAID_MARK}",
        "cancel_url": request.back_url,
    }
    if request.email:
        params["customer_email"] = request.email
    session = client().v1.checkout.sessions.create(
        params,  # type: ignore[arg-type]
        {"idempotency_key": request.key},
    )
    if not session.url:
        raise CheckoutClosed(session.id)
    return OpenedCheckout(session.id, session.url, moment(session.expires_at))


def _line(request: CheckoutRequest) -> dict[str, Any]:
    return {
        "price_data": {
            "currency": request.currency.lower(),
            "unit_amount": request.amount_tyiyn,
            "product_data": {"name": request.title},
        },
        "quantity": 1,
    }


def close_checkout(external_id: str) -> None:
    """Take no more money on this page. Harmless when it is closed already."""
    try:
        client().v1.checkout.sessions.expire(external_id)
    except stripe.InvalidRequestError:
        if client().v1.checkout.sessions.retrieve(external_id).status == "open":
            raise


def payment_on(external_id: str) -> str | None:
    """The payment tried on a Checkout page, if any."""
    return id_of(client().v1.checkout.sessions.retrieve(external_id).payment_intent)


def payment_of(payload: Mapping[str, Any]) -> str | None:
    """The payment a notice is about, found by the kind of object in it; None for other notices."""
    data = payload.get("data")
    thing = data.get("object") if isinstance(data, dict) else None
    if not isinstance(thing, dict):
        return None
    field = _PAYMENT_IN.get(str(thing.get("object")))
    named = thing.get(field) if field else None
    return named if isinstance(named, str) else None


def subject_of(payload: Mapping[str, Any]) -> tuple[str, str] | None:
    """The page or the customer whose card may have changed; None for other notices."""
    data = payload.get("data")
    thing = data.get("object") if isinstance(data, dict) else None
    if not isinstance(thing, dict):
        return None
    kind, name = thing.get("object"), thing.get("id")
    if kind == "checkout.session" and thing.get("mode") == "setup" and isinstance(name, str):
        return "page", name
    if kind == "customer" and isinstance(name, str):
        return "customer", name
    before = data.get("previous_attributes") if isinstance(data, dict) else None
    owner = thing.get("customer") or (before.get("customer") if isinstance(before, dict) else None)
    if kind == "payment_method" and isinstance(owner, str):
        return "customer", owner
    return None


def payment_state(reference: str) -> PaymentState:
    """How a payment stands now, with what went back of it."""
    api = client()
    intent = api.v1.payment_intents.retrieve(reference, {"expand": ["latest_charge"]})
    refunds = api.v1.refunds.list({"payment_intent": reference, "limit": 100})
    metadata = texts(intent.metadata)
    return PaymentState(
        reference=intent.id,
        invoice_id=_number(metadata.get("invoice")),
        invoice_number=metadata.get("number", ""),
        amount_tyiyn=intent.amount_received,
        currency=intent.currency.upper(),
        paid_at=_paid_at(intent),
        refunds=tuple(
            _refund(refund) for refund in refunds.auto_paging_iter() if refund.status == "succeeded"
        ),
        disputes=_disputes(intent),
    )


def _disputes(intent: PaymentIntent) -> tuple[DisputeState, ...]:
    charge = intent.latest_charge
    if not isinstance(charge, Charge) or not charge.disputed:
        return ()
    found = client().v1.disputes.list({"payment_intent": intent.id, "limit": 100})
    return tuple(dispute_state(one) for one in found.auto_paging_iter())


def dispute_state(dispute: Dispute) -> DisputeState:
    """How a dispute stands: lines of the account's own ledger say where the money is."""
    moved = dispute.balance_transactions
    taken = [line for line in moved if line.amount < 0]
    back = [line for line in moved if line.amount > 0]
    due = dispute.evidence_details.due_by
    return DisputeState(
        reference=dispute.id,
        amount_tyiyn=dispute.amount,
        reason=dispute.reason,
        status=dispute.status,
        opened_at=moment(dispute.created),
        answer_by=moment(due) if due else None,
        withdrawn_at=moment(taken[0].created) if taken else None,
        reinstated_at=moment(back[0].created) if back else None,
    )


def give_back(
    *, key: str, reference: str, amount_tyiyn: int, reason: str, by_user_id: int | None
) -> None:
    """Send money of a payment back to the card. The same key is the same refund.

    The reason travels with the refund and comes back with the state of the payment, so that it is
    written down no matter who tells first that the money went back.
    """
    try:
        client().v1.refunds.create(
            {
                "payment_intent": reference,
                "amount": amount_tyiyn,
                "reason": "requested_by_customer",
                "metadata": {"reason": reason[:500], "by": str(by_user_id or "")},
            },
            {"idempotency_key": key},
        )
    except stripe.InvalidRequestError as error:
        if error.code != "charge_already_refunded":
            raise


def _paid_at(intent: PaymentIntent) -> datetime | None:
    if intent.status != "succeeded":
        return None
    charge = intent.latest_charge
    return moment(charge.created if isinstance(charge, Charge) else intent.created)


def _refund(refund: Refund) -> RefundState:
    metadata = texts(refund.metadata)
    return RefundState(
        reference=refund.id,
        amount_tyiyn=refund.amount,
        refunded_at=moment(refund.created),
        reason=metadata.get("reason", ""),
        by_user_id=_number(metadata.get("by")),
    )


def texts(metadata: StripeObject | None) -> dict[str, str]:
    """What somebody wrote beside an object: us, or whoever else uses the account."""
    return metadata.to_dict() if metadata else {}


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,18}", text, re.ASCII) else None


def id_of(thing: str | StripeObject | None) -> str | None:
    """An id, whether Stripe sent the id alone or the whole object."""
    return thing if isinstance(thing, str) or thing is None else str(thing["id"])


def moment(seconds: int) -> datetime:
    """A moment as Stripe counts."""
    return datetime.fromtimestamp(seconds, tz=UTC)


def client() -> StripeClient:
    """The library, set up for this installation."""
    base = settings.STRIPE_API_BASE
    return StripeClient(
        settings.STRIPE_SECRET_KEY,
        stripe_version=settings.STRIPE_API_VERSION,
        base_addresses={"api": base} if base else {},
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=_ANSWER_WITHIN_SECONDS),
    )
