"""Stripe: what the account's own books say of a period, to be compared with ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from membership.billing.gateways import stripe as gateway


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that moved at the provider: a payment, a refund, or a dispute that took it."""

    #: ``payment``, ``refund`` or ``dispute``.
    kind: str
    reference: str
    #: The payment it belongs to; of a payment itself, its own.
    payment: str
    amount_tyiyn: int
    currency: str
    at: datetime


def movements(start: datetime, end: datetime) -> Iterator[Movement]:
    """All of them from ``start`` up to ``end``, as far as they succeeded."""
    api, period = gateway.client().v1, _between(start, end)
    for charge in api.charges.list(period).auto_paging_iter():  # type: ignore[arg-type]
        if charge.paid and charge.captured:
            name = gateway.id_of(charge.payment_intent) or charge.id
            yield _movement("payment", name, name, charge)
    for refund in api.refunds.list(period).auto_paging_iter():  # type: ignore[arg-type]
        if refund.status == "succeeded":
            payment = gateway.id_of(refund.payment_intent) or ""
            yield _movement("refund", refund.id, payment, refund)
    for dispute in api.disputes.list(period).auto_paging_iter():  # type: ignore[arg-type]
        if gateway.dispute_state(dispute).withdrawn_at:
            payment = gateway.id_of(dispute.payment_intent) or ""
            yield _movement("dispute", dispute.id, payment, dispute)


def _movement(kind: str, name: str, payment: str, thing: Any) -> Movement:
    return Movement(
        kind, name, payment, thing.amount, thing.currency.upper(), gateway.moment(thing.created)
    )


def _between(start: datetime, end: datetime) -> dict[str, Any]:
    created = {"gte": int(start.timestamp()), "lt": int(end.timestamp())}
    return {"created": created, "limit": 100}


def notices(start: datetime, end: datetime) -> Iterator[dict[str, Any]]:
    """Events of a period, oldest first. Stripe keeps them for thirty days."""
    found = gateway.client().v1.events.list(_between(start, end))  # type: ignore[arg-type]
    events = [event.to_dict() for event in found.auto_paging_iter()]
    yield from reversed(events)
