"""Every change to invoices and money. Nothing else writes these rows."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from membership.billing import letters, papers, signals, timeline
from membership.billing.contents import Buyer, Line, frozen_parties
from membership.billing.errors import (
    AlreadyAllocated,
    AlreadyReturned,
    AmountNotPositive,
    InvoiceHasMoney,
    InvoiceNotOpen,
    ReferenceReused,
    ReversalTooLarge,
    WrongCurrency,
)
from membership.billing.ledger import writing as ledger
from membership.billing.models import (
    Invoice,
    InvoiceLine,
    Payment,
    SellerRequisites,
    Source,
    UnallocatedPayment,
)
from portal.core.money import HOME
from portal.core.numbering import next_number


@transaction.atomic
def issue_invoice(
    *,
    client_id: int,
    buyer: Buyer,
    lines: Sequence[Line],
    language: str,
    issued_at: datetime,
    asked_by_id: int | None = None,
    currency: str = HOME,
) -> Invoice:
    """Give an invoice its number, freeze the parties, and have its papers made and mailed.

    Args:
        client_id: who pays.
        language: in which the reader gets letters; papers are made in Kyrgyz and in Russian.
        asked_by_id: the account that may open it beside the payer's, and that gets the letters.
        currency: that of the prices in ``lines``.

    Raises:
        SellerUnknown: the publisher's bank details are not entered.
        NoAccountInCurrency: the publisher has no account in ``currency``.
    """
    issued_on = timezone.localdate(issued_at)
    snapshot = frozen_parties(buyer, on=issued_on, currency=currency)
    invoice = Invoice.objects.create(
        number=f"{issued_on.year}-{next_number('invoice', issued_on.year):05d}",
        client_id=client_id,
        asked_by_id=asked_by_id,
        currency=currency,
        total_tyiyn=sum(line.amount_tyiyn for line in lines),
        language="ky" if language == "ky" else "ru",
        snapshot=snapshot,
        issued_on=issued_on,
        due_on=_last_day_to_pay(issued_on),
    )
    _store_lines(invoice, lines)
    ledger.invoice_issued(invoice)
    papers.ask_for(invoice.pk)
    timeline.invoice_issued(invoice, at=issued_at)
    signals.invoice_issued.send(Invoice, invoice_id=invoice.pk, issued_at=issued_at)
    return invoice


def _last_day_to_pay(issued_on: date) -> date:
    return issued_on + timedelta(days=SellerRequisites.load().pay_within_days)


def _store_lines(invoice: Invoice, lines: Sequence[Line]) -> None:
    InvoiceLine.objects.bulk_create(
        InvoiceLine(
            invoice=invoice,
            position=position,
            title_ky=line.title_ky,
            title_ru=line.title_ru,
            quantity=line.quantity,
            price_tyiyn=line.price_tyiyn,
            amount_tyiyn=line.amount_tyiyn,
        )
        for position, line in enumerate(lines, start=1)
    )


@transaction.atomic
def record_payment(
    *,
    invoice_id: int,
    amount_tyiyn: int,
    source: Source,
    reference: str,
    received_at: datetime,
    recorded_by_id: int | None = None,
    currency: str = HOME,
) -> Payment | UnallocatedPayment:
    """Count money that has arrived against an invoice, once.

    Card notices, bank lines and hand entries all end here; nothing else writes a payment. Money for
    an invoice that is cancelled or does not exist is kept unallocated and never lost.

    Args:
        amount_tyiyn: above zero, in the currency of the invoice.
        reference: the provider's identifier. With ``source`` it makes the call repeatable.
        received_at: when the money arrived by the provider's clock, with a time zone.
        recorded_by_id: the member of staff who entered it by hand.
        currency: of the money; it must be that of the invoice, for nothing is converted.

    Raises:
        AmountNotPositive: the amount is zero or below.
        WrongCurrency: the invoice asks for another currency.
        ReferenceReused: the reference is known with another invoice or amount.
    """
    if amount_tyiyn <= 0:
        raise AmountNotPositive
    invoice = Invoice.objects.select_for_update().filter(pk=invoice_id).first()
    if known := _known_payment(source, reference, amount_tyiyn, invoice_id):
        return known
    if invoice is not None and currency != invoice.currency:
        raise WrongCurrency(reference)
    if invoice is None or invoice.status == Invoice.Status.CANCELLED:
        return keep_unallocated(
            amount_tyiyn=amount_tyiyn,
            currency=currency,
            source=source,
            reference=reference,
            received_at=received_at,
            invoice_id=invoice.pk if invoice else None,
            hint="" if invoice else f"#{invoice_id}",
            recorded_by_id=recorded_by_id,
        )
    return _count(
        invoice,
        amount_tyiyn=amount_tyiyn,
        source=source,
        reference=reference,
        received_at=received_at,
        recorded_by_id=recorded_by_id,
    )


def _known_payment(
    source: Source, reference: str, amount_tyiyn: int, invoice_id: int
) -> Payment | None:
    known = Payment.objects.filter(source=source, reference=reference).first()
    if known and (known.invoice_id, known.amount_tyiyn) != (invoice_id, amount_tyiyn):
        raise ReferenceReused(reference)
    return known


def _count(
    invoice: Invoice,
    *,
    amount_tyiyn: int,
    source: Source,
    reference: str,
    received_at: datetime,
    recorded_by_id: int | None,
    reason: str = "",
    was_unallocated: bool = False,
) -> Payment:
    """Write a payment against a locked invoice that takes money, and settle it when all is paid."""
    payment = invoice.payments.create(
        amount_tyiyn=amount_tyiyn,
        source=source,
        reference=reference,
        received_at=received_at,
        recorded_by_id=recorded_by_id,
        reason=reason[:300],
    )
    ledger.payment_counted(payment, was_unallocated=was_unallocated)
    timeline.paid(payment)
    if invoice.status == Invoice.Status.ISSUED and invoice.outstanding_tyiyn() <= 0:
        _settle(invoice, at=received_at)
    if source.is_money:
        letters.payment_received(payment)
    return payment


def count_without_money(
    *,
    invoice: Invoice,
    source: Source,
    reference: str,
    reason: str,
    at: datetime,
    by_user_id: int | None,
) -> Payment:
    """Settle what is owed of a locked invoice though nothing arrives; for ``corrections`` alone."""
    return _count(
        invoice,
        amount_tyiyn=invoice.outstanding_tyiyn(),
        source=source,
        reference=reference,
        received_at=at,
        recorded_by_id=by_user_id,
        reason=reason,
    )


def _settle(invoice: Invoice, *, at: datetime) -> None:
    invoice.status = Invoice.Status.SETTLED
    invoice.settled_at = at
    invoice.save(update_fields=["status", "settled_at"])
    signals.invoice_settled.send(Invoice, invoice_id=invoice.pk, settled_at=at)


@transaction.atomic
def keep_unallocated(
    *,
    amount_tyiyn: int,
    source: Source,
    reference: str,
    received_at: datetime,
    invoice_id: int | None = None,
    hint: str = "",
    recorded_by_id: int | None = None,
    currency: str = HOME,
) -> UnallocatedPayment:
    """Keep money whose invoice is cancelled or cannot be told, once; a queue of staff shows it.

    Raises:
        AmountNotPositive: the amount is zero or below.
        ReferenceReused: the reference is known with another sum or another named invoice.
    """
    if amount_tyiyn <= 0:
        raise AmountNotPositive
    known = UnallocatedPayment.objects.filter(source=source, reference=reference).first()
    if known is None:
        money = UnallocatedPayment.objects.create(
            amount_tyiyn=amount_tyiyn,
            currency=currency,
            source=source,
            reference=reference,
            received_at=received_at,
            invoice_id=invoice_id,
            hint=hint[:300],
            recorded_by_id=recorded_by_id,
        )
        ledger.money_kept(money)
        return money
    is_same_sum = (known.amount_tyiyn, known.currency) == (amount_tyiyn, currency)
    if not is_same_sum or known.invoice_id != invoice_id:
        raise ReferenceReused(reference)
    return known


@transaction.atomic
def allocate(*, unallocated_id: int, invoice_id: int, by_user_id: int | None) -> Payment:
    """Count kept money against the invoice somebody found for it.

    Raises:
        AlreadyAllocated: it has been counted already.
        AlreadyReturned: it went back to its sender.
        InvoiceNotOpen: that invoice is cancelled.
        WrongCurrency: that invoice is in another currency than the money.
    """
    money = UnallocatedPayment.objects.select_for_update().get(pk=unallocated_id)
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    if money.became_id is not None:
        raise AlreadyAllocated
    if money.returned_at is not None:
        raise AlreadyReturned
    if invoice.status == Invoice.Status.CANCELLED:
        raise InvoiceNotOpen
    if invoice.currency != money.currency:
        raise WrongCurrency(money.reference)
    money.became = _count(
        invoice,
        amount_tyiyn=money.amount_tyiyn,
        source=Source(money.source),
        reference=money.reference,
        received_at=money.received_at,
        recorded_by_id=by_user_id,
        was_unallocated=True,
    )
    money.save(update_fields=["became"])
    return money.became


@transaction.atomic
def reverse_payment(
    *,
    payment_id: int,
    reference: str,
    reason: str,
    at: datetime,
    amount_tyiyn: int | None = None,
    by_user_id: int | None = None,
    is_correction: bool = False,
) -> Payment:
    """Write that a payment was given back, whole or in part, as a row of its own, once.

    A settled invoice that is owed again goes back to waiting; whoever opened something for it
    hears of it by ``invoice_reopened``.

    Args:
        reference: of the way back (a refund's id, a bank line); with the source it makes the call
            repeatable.
        amount_tyiyn: above zero; all that is left of the payment when not given.
        is_correction: no money went back; the payment had been counted by mistake.

    Raises:
        ReferenceReused: the reference is known with another payment or amount.
        ReversalTooLarge: more than is left of the payment.
        AmountNotPositive: nothing would be given back.
    """
    invoice_id = Payment.objects.values_list("invoice_id", flat=True).get(pk=payment_id)
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    payment = Payment.objects.get(pk=payment_id)
    known = Payment.objects.filter(source=payment.source, reference=reference).first()
    if known and (
        known.reverses_id != payment_id or amount_tyiyn not in (None, -known.amount_tyiyn)
    ):
        raise ReferenceReused(reference)
    if known:
        return known

    left = payment.amount_tyiyn + payment.reversals.all().total_tyiyn()
    amount = left if amount_tyiyn is None else amount_tyiyn
    if amount > left:
        raise ReversalTooLarge
    if amount <= 0:
        raise AmountNotPositive
    reversal = invoice.payments.create(
        amount_tyiyn=-amount,
        source=payment.source,
        reference=reference,
        reverses=payment,
        is_correction=is_correction,
        reason=reason[:300],
        received_at=at,
        recorded_by_id=by_user_id,
    )
    ledger.payment_reversed(reversal)
    timeline.given_back(reversal)
    reopen_if_owed(invoice, at=at)
    return reversal


def reopen_if_owed(invoice: Invoice, *, at: datetime) -> None:
    """A locked, settled invoice of which something is owed again goes back to waiting."""
    if invoice.status != Invoice.Status.SETTLED or invoice.outstanding_tyiyn() <= 0:
        return
    invoice.status = Invoice.Status.ISSUED
    invoice.settled_at = None
    invoice.save(update_fields=["status", "settled_at"])
    signals.invoice_reopened.send(Invoice, invoice_id=invoice.pk, reopened_at=at)


@transaction.atomic
def cancel_invoice(
    *, invoice_id: int, reason: str, at: datetime, by_user_id: int | None = None
) -> Invoice:
    """Declare that an invoice will not be paid. Money that still comes is kept unallocated.

    Raises:
        InvoiceNotOpen: it is cancelled already.
        InvoiceHasMoney: something was paid; it must be given back first.
    """
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    if invoice.status == Invoice.Status.CANCELLED:
        raise InvoiceNotOpen
    if invoice.paid_tyiyn() > 0:
        raise InvoiceHasMoney
    invoice.status = Invoice.Status.CANCELLED
    invoice.settled_at = None
    invoice.cancelled_at = at
    invoice.cancel_reason = reason[:300]
    invoice.cancelled_by_id = by_user_id
    invoice.save(
        update_fields=["status", "settled_at", "cancelled_at", "cancel_reason", "cancelled_by"]
    )
    ledger.invoice_cancelled(invoice, at=at)
    timeline.invoice_cancelled(invoice, at=at)
    signals.invoice_cancelled.send(Invoice, invoice_id=invoice.pk, cancelled_at=at)
    return invoice


def take_over_invoices(*, organisation_id: int, from_user_id: int, to_user_id: int) -> int:
    """Let a successor open the invoices of a body in place of who asked for them."""
    of_body = Invoice.objects.filter(
        client__kind="organisation", client__organisation=organisation_id, asked_by=from_user_id
    )
    return of_body.update(asked_by=to_user_id)
