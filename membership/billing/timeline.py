"""What billing puts on a client's timeline."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from membership.clients.services import add_to_timeline
from portal.core import money

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from membership.billing.models import Invoice, Payment, Reduction


def invoice_issued(invoice: "Invoice", *, at: datetime) -> None:
    """An invoice was sent to the payer."""
    _add(invoice, "invoice.issued", at, _("Invoice {number} for {sum}"), invoice.total_tyiyn)


def invoice_cancelled(invoice: "Invoice", *, at: datetime) -> None:
    """It will not be paid."""
    _add(invoice, "invoice.cancelled", at, _("Invoice {number} cancelled"), invoice.total_tyiyn)


def paid(payment: "Payment") -> None:
    """Money arrived, or the rest was forgiven, or a sponsor answers for it."""
    words = {
        "writeoff": _("{sum} of invoice {number} forgiven"),
        "sponsor": _("A sponsor pays {sum} for invoice {number}"),
    }
    _add(
        payment.invoice,
        "payment.received",
        payment.received_at,
        words.get(payment.source, _("Paid {sum} for invoice {number}")),
        payment.amount_tyiyn,
        subject=f"payment:{payment.pk}",
    )


def given_back(reversal: "Payment") -> None:
    """Money went back, or had been counted by mistake."""
    mistake, back = (
        _("{sum} taken off invoice {number}"),
        _("Given back {sum} for invoice {number}"),
    )
    _add(
        reversal.invoice,
        "payment.reversed",
        reversal.received_at,
        mistake if reversal.is_correction else back,
        -reversal.amount_tyiyn,
        subject=f"payment:{reversal.pk}",
    )


def invoice_reduced(reduction: "Reduction") -> None:
    """Less is asked than was, or the whole again."""
    less, whole = _("Invoice {number} reduced by {sum}"), _("Invoice {number} asks {sum} again")
    _add(
        reduction.invoice,
        "invoice.reduced",
        reduction.made_at,
        less if reduction.amount_tyiyn > 0 else whole,
        abs(reduction.amount_tyiyn),
        subject=f"reduction:{reduction.pk}",
    )


def _add(
    invoice: "Invoice",
    kind: str,
    at: datetime,
    words: "_StrPromise",
    tyiyn: int,
    *,
    subject: str = "",
) -> None:
    add_to_timeline(
        client_id=invoice.client_id,
        kind=kind,
        subject=subject or f"invoice:{invoice.pk}",
        happened_at=at,
        title=format_lazy(words, number=invoice.number, sum=money.Money(tyiyn, invoice.currency)),
        url=reverse("billing_invoices:inspect", args=[invoice.pk]),
    )
