"""What staff put right about money. Nothing is edited: each deed adds rows and their entries."""

from datetime import datetime

from django.db import transaction

from membership.billing import services
from membership.billing.errors import (
    AlreadyAllocated,
    AlreadyReturned,
    InvoiceNotOpen,
    MovedAtTheProvider,
    NothingPaidYet,
    ReasonMissing,
    WrongCurrency,
)
from membership.billing.ledger import writing as ledger
from membership.billing.models import Invoice, Payment, Source, UnallocatedPayment


@transaction.atomic
def take_off(
    *,
    payment_id: int,
    reason: str,
    at: datetime,
    by_user_id: int | None,
    amount_tyiyn: int | None = None,
) -> Payment:
    """Undo the counting of a payment, whole or in part: no money goes back to anybody.

    Raises:
        ReasonMissing: nobody said why.
        MovedAtTheProvider: the money came by card.
        ReversalTooLarge, AmountNotPositive: as ``services.reverse_payment``.
    """
    if not reason.strip():
        raise ReasonMissing
    payment = Payment.objects.get(pk=payment_id)
    if payment.source == Source.CARD:
        raise MovedAtTheProvider
    Invoice.objects.select_for_update().get(pk=payment.invoice_id)
    place = payment.reversals.count() + 1
    return services.reverse_payment(
        payment_id=payment_id,
        reference=f"{payment.reference[:105]} × {place}",
        reason=reason,
        at=at,
        amount_tyiyn=amount_tyiyn,
        by_user_id=by_user_id,
        is_correction=True,
    )


@transaction.atomic
def move(
    *,
    payment_id: int,
    to_invoice_id: int,
    reason: str,
    at: datetime,
    by_user_id: int | None,
    amount_tyiyn: int | None = None,
) -> Payment:
    """Count a payment, or the surplus of it, for another invoice instead.

    Raises:
        InvoiceNotOpen: the other invoice is cancelled, or is the same one.
        WrongCurrency: the other invoice is in another currency.
        ReasonMissing, MovedAtTheProvider, ReversalTooLarge, AmountNotPositive: as ``take_off``.
    """
    payment = Payment.objects.get(pk=payment_id)
    for pk in sorted({payment.invoice_id, to_invoice_id}):  # one order for everybody
        Invoice.objects.select_for_update().get(pk=pk)
    target = Invoice.objects.get(pk=to_invoice_id)
    if target.status == Invoice.Status.CANCELLED or target.pk == payment.invoice_id:
        raise InvoiceNotOpen
    if target.currency != payment.invoice.currency:
        raise WrongCurrency(payment.reference)
    off = take_off(
        payment_id=payment_id,
        reason=reason,
        at=at,
        by_user_id=by_user_id,
        amount_tyiyn=amount_tyiyn,
    )
    moved = services.record_payment(
        invoice_id=to_invoice_id,
        amount_tyiyn=-off.amount_tyiyn,
        source=Source(payment.source),
        reference=f"{off.reference[:105]} → {target.number}",
        received_at=payment.received_at,
        recorded_by_id=by_user_id,
        currency=target.currency,
    )
    if not isinstance(moved, Payment):
        raise InvoiceNotOpen
    return moved


@transaction.atomic
def forgive_rest(*, invoice_id: int, reason: str, at: datetime, by_user_id: int | None) -> Payment:
    """Let go of what is left of a part payment; the invoice is settled by it.

    Raises:
        ReasonMissing: nobody said why.
        NothingPaidYet: nothing was paid; such an invoice is cancelled.
        InvoiceNotOpen: nothing is owed.
    """
    invoice = _owed(invoice_id, reason)
    if not invoice.payments.exclude(source=Source.WRITTEN_OFF).total_tyiyn() > 0:
        raise NothingPaidYet
    return _without_money(invoice, Source.WRITTEN_OFF, reason, at, by_user_id)


@transaction.atomic
def let_sponsor_pay(
    *, invoice_id: int, reason: str, at: datetime, by_user_id: int | None
) -> Payment:
    """A sponsor answers for what is owed: nothing is asked of the payer any more.

    Args:
        reason: which sponsor, by which agreement.

    Raises:
        ReasonMissing: nobody said who pays.
        InvoiceNotOpen: nothing is owed.
    """
    return _without_money(_owed(invoice_id, reason), Source.SPONSOR, reason, at, by_user_id)


def _owed(invoice_id: int, reason: str) -> Invoice:
    if not reason.strip():
        raise ReasonMissing
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    if invoice.status != Invoice.Status.ISSUED or invoice.outstanding_tyiyn() <= 0:
        raise InvoiceNotOpen
    return invoice


def _without_money(
    invoice: Invoice, source: Source, reason: str, at: datetime, by_user_id: int | None
) -> Payment:
    place = invoice.payments.filter(source=source).count() + 1
    return services.count_without_money(
        invoice=invoice,
        source=source,
        reference=f"{invoice.number}/{place}",
        reason=reason,
        at=at,
        by_user_id=by_user_id,
    )


@transaction.atomic
def return_kept(
    *, unallocated_id: int, reference: str, reason: str, at: datetime, by_user_id: int | None
) -> UnallocatedPayment:
    """Write that money nobody could place went back to its sender.

    Raises:
        AlreadyAllocated: it was counted for an invoice.
        AlreadyReturned: it went back before.
        ReasonMissing: nobody said why.
    """
    money = UnallocatedPayment.objects.select_for_update().get(pk=unallocated_id)
    _close(money, reference=reference, reason=reason, at=at)
    ledger.money_returned(money, by_user_id=by_user_id)
    return money


@transaction.atomic
def forget_kept(
    *, unallocated_id: int, reason: str, at: datetime, by_user_id: int | None
) -> UnallocatedPayment:
    """Undo the keeping of money: it had been taken in by mistake, nothing goes back to anybody.

    Raises:
        AlreadyAllocated, AlreadyReturned, ReasonMissing: as ``return_kept``.
    """
    money = UnallocatedPayment.objects.select_for_update().get(pk=unallocated_id)
    _close(money, reference="", reason=reason, at=at)
    ledger.keeping_undone(money, by_user_id=by_user_id)
    return money


def _close(money: UnallocatedPayment, *, reference: str, reason: str, at: datetime) -> None:
    if money.became_id is not None:
        raise AlreadyAllocated
    if money.returned_at is not None:
        raise AlreadyReturned
    if not reason.strip():
        raise ReasonMissing
    money.returned_at = at
    money.return_reference = reference[:120]
    money.return_reason = reason[:300]
    money.save(update_fields=["returned_at", "return_reference", "return_reason"])
