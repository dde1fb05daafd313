"""Notices from payment providers: kept at once, acted on by the worker, once.

A notice is a hint. What it is about is read again from the provider, so a notice may be late,
repeated, or come before an earlier one, and the outcome is the same.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from membership.billing import services
from membership.billing.cards import pages
from membership.billing.disputes import services as disputes
from membership.billing.errors import ReferenceReused
from membership.billing.gateways import stripe as stripe_gateway
from membership.billing.models import (
    Checkout,
    Invoice,
    Payment,
    ProviderNotice,
    UnallocatedPayment,
)
from portal.core import clock, outbox

ACT = "billing.act_on_notice"
LOOK = "billing.look_at_checkout"


@transaction.atomic
def keep_notice(
    *, provider: str, external_id: str, kind: str, payload: Mapping[str, Any], act: str = ACT
) -> ProviderNotice:
    """Keep a notice and have it acted on; a known one that still waits is rung for again.

    Args:
        external_id: the provider's own name of the notice. With ``provider`` it makes the call
            repeatable.
        payload: all of it, as it came.
        act: the effect that acts on notices of this provider.
    """
    notice, is_new = ProviderNotice.objects.get_or_create(
        provider=provider,
        external_id=external_id,
        defaults={"kind": kind, "payload": dict(payload)},
    )
    if is_new:
        outbox.enqueue(act, key=str(notice.pk), notice_id=notice.pk)
    elif notice.acted_on_at is None:
        outbox.ring_again(f"{act}:{notice.pk}")
    return notice


@outbox.handles(ACT, reaches_outside=True)
def act_on_notice(*, notice_id: int) -> None:
    """Ask the provider how things stand and write it down. Twice is once."""
    notice = ProviderNotice.objects.get(pk=notice_id)
    if notice.acted_on_at is not None:
        return
    ProviderNotice.objects.filter(pk=notice_id).update(attempts=F("attempts") + 1)
    _follow_card(notice)
    reference = stripe_gateway.payment_of(notice.payload)
    state = stripe_gateway.payment_state(reference) if reference else None
    _finish(notice_id, state, at=clock.now())


def replay(*, notice_id: int) -> None:
    """Act once more on a kept notice, whether or not that was done before.

    The state is read anew from the provider, so nothing is counted twice.
    """
    ProviderNotice.objects.filter(pk=notice_id).update(acted_on_at=None)
    act_on_notice(notice_id=notice_id)


def _follow_card(notice: ProviderNotice) -> None:
    """A notice may be about a card that was kept, changed or taken away."""
    match stripe_gateway.subject_of(notice.payload):
        case ("page", str(name)):
            pages.look_at_page(external_id=name)
        case ("customer", str(name)):
            pages.refresh(customer_ref=name)


@transaction.atomic
def _finish(notice_id: int, state: stripe_gateway.PaymentState | None, *, at: datetime) -> None:
    """The outcome and the mark that the notice is done, together or not at all."""
    notice = ProviderNotice.objects.select_for_update().get(pk=notice_id)
    if notice.acted_on_at is not None:
        return
    if state is not None:
        count(state)
    notice.acted_on_at = at
    notice.save(update_fields=["acted_on_at"])


@transaction.atomic
def count(state: stripe_gateway.PaymentState) -> None:
    """Bring our books to the state of a card payment: what came, and what went back of it.

    Raises:
        ReferenceReused: the payment is known with another sum.
    """
    if state.paid_at is None:
        return
    money = _known(state) or _recorded(state, paid_at=state.paid_at)
    if isinstance(money, UnallocatedPayment):
        return
    for refund in state.refunds:
        services.reverse_payment(
            payment_id=money.pk,
            reference=refund.reference,
            reason=refund.reason,
            at=refund.refunded_at,
            amount_tyiyn=refund.amount_tyiyn,
            by_user_id=refund.by_user_id,
        )
    disputes.write_down(money, state.disputes, at=clock.now())


def _known(state: stripe_gateway.PaymentState) -> Payment | None:
    """The payment when it was counted before, maybe for another invoice by the hand of staff."""
    cards = Payment.objects.filter(source=Payment.Source.CARD).select_related("invoice")
    known = cards.filter(reference=state.reference).first()
    if known and (known.amount_tyiyn, known.invoice.currency) != (
        state.amount_tyiyn,
        state.currency,
    ):
        raise ReferenceReused(state.reference)
    return known


def _recorded(
    state: stripe_gateway.PaymentState, *, paid_at: datetime
) -> Payment | UnallocatedPayment:
    """Count the money for the invoice named at the provider.

    Several installations may share one account there: id and number must both be ours, and so
    must the currency, for nothing is converted.
    """
    ours = Invoice.objects.filter(number=state.invoice_number, currency=state.currency)
    invoice = ours.filter(pk=state.invoice_id).first() if state.invoice_id else None
    if invoice is None:
        return services.keep_unallocated(
            amount_tyiyn=state.amount_tyiyn,
            currency=state.currency,
            source=Payment.Source.CARD,
            reference=state.reference,
            received_at=paid_at,
            hint=state.invoice_number,
        )
    return services.record_payment(
        invoice_id=invoice.pk,
        amount_tyiyn=state.amount_tyiyn,
        currency=state.currency,
        source=Payment.Source.CARD,
        reference=state.reference,
        received_at=paid_at,
    )


def look_at_checkouts(*, invoice_id: int) -> None:
    """Have the worker ask for an invoice's payments, for a payer who is back before the notice."""
    checkouts = Checkout.objects.filter(invoice_id=invoice_id).exclude(external_id="")
    for external_id in checkouts.values_list("external_id", flat=True):
        outbox.enqueue(LOOK, key=external_id, external_id=external_id)


@outbox.handles(LOOK, reaches_outside=True)
def look_at_checkout(*, external_id: str) -> None:
    """Bring our books to the state of the payment on this page. Twice is once."""
    if reference := stripe_gateway.payment_on(external_id):
        count(stripe_gateway.payment_state(reference))
