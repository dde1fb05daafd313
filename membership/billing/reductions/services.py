"""Deeds on reductions. Each adds a row and its entry in the ledger."""

from datetime import datetime

from django.db import transaction

from membership.billing import services, timeline
from membership.billing.errors import (
    AlreadyReturned,
    AmountNotPositive,
    InvoiceNotOpen,
    ReasonMissing,
    ReductionTooLarge,
)
from membership.billing.ledger import writing as ledger
from membership.billing.models import Invoice, Reduction


@transaction.atomic
def reduce(
    *,
    invoice_id: int,
    amount_tyiyn: int,
    key: str,
    reason: str,
    at: datetime,
    by_user_id: int | None,
) -> Reduction:
    """Ask less for a paid invoice than was asked, once. What was paid beyond it is a surplus.

    Args:
        amount_tyiyn: above zero, in the currency of the invoice.
        key: names the deed that makes it: the same key again is the same reduction.

    Raises:
        ReasonMissing: nobody said why.
        AmountNotPositive: nothing would be taken off.
        InvoiceNotOpen: the invoice is not paid: an unpaid one is cancelled instead.
        ReductionTooLarge: more than is left of the invoice.
    """
    if not reason.strip():
        raise ReasonMissing
    if amount_tyiyn <= 0:
        raise AmountNotPositive
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    if known := Reduction.objects.filter(key=key).first():
        return known
    if invoice.status != Invoice.Status.SETTLED:
        raise InvoiceNotOpen
    if amount_tyiyn > invoice.asked_tyiyn:
        raise ReductionTooLarge
    return _write(invoice, amount_tyiyn, key=key, reason=reason, made_at=at, made_by_id=by_user_id)


@transaction.atomic
def take_back(*, reduction_id: int, reason: str, at: datetime, by_user_id: int | None) -> Reduction:
    """Ask the whole sum again, by a row of its own; an invoice that is owed by it is open again.

    Raises:
        ReasonMissing: nobody said why.
        AlreadyReturned: it was taken back before, or is such a row itself.
    """
    if not reason.strip():
        raise ReasonMissing
    known = Reduction.objects.get(pk=reduction_id)
    invoice = Invoice.objects.select_for_update().get(pk=known.invoice_id)
    if known.reverses_id or Reduction.objects.filter(reverses=known).exists():
        raise AlreadyReturned
    row = _write(
        invoice, -known.amount_tyiyn, key=f"{known.key}:back"[:60], reason=reason, made_at=at,
        made_by_id=by_user_id, reverses=known,
    )  # fmt: skip
    services.reopen_if_owed(invoice, at=at)
    return row


def _write(
    invoice: Invoice,
    tyiyn: int,
    *,
    key: str,
    reason: str,
    made_at: datetime,
    made_by_id: int | None,
    reverses: Reduction | None = None,
) -> Reduction:
    row = Reduction.objects.create(
        invoice=invoice,
        amount_tyiyn=tyiyn,
        key=key,
        reason=reason[:300],
        made_at=made_at,
        made_by_id=made_by_id,
        reverses=reverses,
    )
    invoice.reduced_tyiyn += tyiyn
    invoice.save(update_fields=["reduced_tyiyn"])
    ledger.invoice_reduced(row)
    timeline.invoice_reduced(row)
    return row
