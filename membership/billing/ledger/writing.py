"""The entry of each deed. Called by the deeds of billing alone, in their transaction."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from membership.billing.ledger.models import Account, Entry

if TYPE_CHECKING:
    from membership.billing.models import Invoice, Payment, Reduction, UnallocatedPayment

Kind = Entry.Kind
#: Where a payment of a source stands; every other source is money that arrived.
_NOT_MONEY = {"writeoff": Account.WRITTEN_OFF, "sponsor": Account.SPONSORED}
_KINDS = {"writeoff": Kind.WRITTEN_OFF, "sponsor": Kind.SPONSORED}


def invoice_issued(invoice: "Invoice") -> None:
    """The payer owes the sum."""
    _write(
        Kind.ISSUED,
        Account.RECEIVABLE,
        Account.BILLED,
        invoice.total_tyiyn,
        key=f"invoice:{invoice.pk}",
        made_on=invoice.issued_on,
        **_about(invoice),
    )


def invoice_cancelled(invoice: "Invoice", *, at: datetime) -> None:
    """Nothing is owed any more."""
    if not invoice.asked_tyiyn:
        return  # all of it was taken off before
    _write(
        Kind.CANCELLED,
        Account.BILLED,
        Account.RECEIVABLE,
        invoice.asked_tyiyn,
        key=f"invoice:{invoice.pk}:cancelled",
        made_on=timezone.localdate(at),
        made_by_id=invoice.cancelled_by_id,
        **_about(invoice),
    )


def payment_counted(payment: "Payment", *, was_unallocated: bool = False) -> None:
    """A debt became smaller: by money, by money kept before, by forgiving, by a sponsor."""
    debit = _NOT_MONEY.get(payment.source, Account.RECEIVED)
    kind = _KINDS.get(payment.source, Kind.RECEIVED)
    if was_unallocated:
        debit, kind = Account.UNALLOCATED, Kind.ALLOCATED
    _write_payment(kind, debit, Account.RECEIVABLE, payment)


def payment_reversed(reversal: "Payment") -> None:
    """The debt is back: the money went back to the payer, or was counted by mistake."""
    if reversal.is_correction:
        credit = _NOT_MONEY.get(reversal.source, Account.RECEIVED)
        _write_payment(Kind.CORRECTED, Account.RECEIVABLE, credit, reversal)
    else:
        _write_payment(Kind.REFUNDED, Account.RECEIVABLE, Account.REFUNDED, reversal)


def invoice_reduced(reduction: "Reduction") -> None:
    """Less is asked than was, or the whole is asked again."""
    debit, credit, kind = Account.BILLED, Account.RECEIVABLE, Kind.REDUCED
    if reduction.amount_tyiyn < 0:
        debit, credit, kind = credit, debit, Kind.CORRECTED
    _write(
        kind,
        debit,
        credit,
        abs(reduction.amount_tyiyn),
        key=f"reduction:{reduction.pk}",
        made_on=timezone.localdate(reduction.made_at),
        reduction=reduction,
        made_by_id=reduction.made_by_id,
        **_about(reduction.invoice),
    )


def money_kept(money: "UnallocatedPayment") -> None:
    """Money is here, nobody knows for what."""
    _write(
        Kind.KEPT,
        Account.RECEIVED,
        Account.UNALLOCATED,
        money.amount_tyiyn,
        key=f"unallocated:{money.pk}",
        made_on=timezone.localdate(money.received_at),
        currency=money.currency,
        unallocated=money,
        made_by_id=money.recorded_by_id,
    )


def money_returned(money: "UnallocatedPayment", *, by_user_id: int | None) -> None:
    """Money that nobody could place went back to its sender."""
    _close_kept(Kind.RETURNED, Account.REFUNDED, money, by_user_id)


def keeping_undone(money: "UnallocatedPayment", *, by_user_id: int | None) -> None:
    """It had been kept by mistake."""
    _close_kept(Kind.CORRECTED, Account.RECEIVED, money, by_user_id)


def _close_kept(
    kind: Entry.Kind, credit: Account, money: "UnallocatedPayment", by_user_id: int | None
) -> None:
    if money.returned_at is None:
        raise ValueError(money)
    _write(
        kind,
        Account.UNALLOCATED,
        credit,
        money.amount_tyiyn,
        key=f"unallocated:{money.pk}:returned",
        made_on=timezone.localdate(money.returned_at),
        currency=money.currency,
        unallocated=money,
        made_by_id=by_user_id,
    )


def _write_payment(kind: Entry.Kind, debit: Account, credit: Account, payment: "Payment") -> None:
    _write(
        kind,
        debit,
        credit,
        abs(payment.amount_tyiyn),
        key=f"payment:{payment.pk}",
        made_on=timezone.localdate(payment.received_at),
        payment=payment,
        made_by_id=payment.recorded_by_id,
        **_about(payment.invoice),
    )


def _about(invoice: "Invoice") -> dict[str, Any]:
    return {
        "invoice": invoice,
        "client_id": invoice.client_id,
        "currency": invoice.currency,
    }


def _write(kind: Entry.Kind, debit: Account, credit: Account, tyiyn: int, **facts: Any) -> None:
    Entry.objects.create(kind=kind, debit=debit, credit=credit, amount_tyiyn=tyiyn, **facts)
