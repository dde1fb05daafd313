"""Letters about money. Each is written in the transaction of the change it tells of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from membership.clients import selectors as clients
from portal.core import mail

if TYPE_CHECKING:
    from membership.billing.models import Dispute, Invoice, Payment


def invoice_issued(invoice: "Invoice", *, attachments: Sequence[dict[str, str]]) -> None:
    """The invoice with its papers; sent once they are made."""
    _post(
        invoice,
        "invoice_issued",
        key=f"invoice-issued:{invoice.pk}",
        context={"by_card": invoice.card_charges.filter(state__in=["asked", "taken"]).exists()},
        attachments=attachments,
    )


def payment_received(payment: "Payment") -> None:
    """What arrived, and what is still owed, if anything."""
    invoice = payment.invoice
    _post(
        invoice,
        "payment_received",
        key=f"payment-received:{payment.pk}",
        context={"payment": payment, "outstanding": invoice.outstanding_tyiyn()},
    )


def payment_disputed(dispute: "Dispute") -> None:
    """Her bank says that she does not know the payment: what it means, what she can do."""
    _post(
        dispute.payment.invoice,
        "payment_disputed",
        key=f"payment-disputed:{dispute.pk}",
        context={"dispute": dispute},
    )


def _post(
    invoice: "Invoice",
    name: str,
    *,
    key: str,
    context: dict[str, Any] | None = None,
    attachments: Sequence[dict[str, str]] = (),
) -> None:
    reader = clients.recipient(reader_of(invoice))
    if not reader.email:
        return
    mail.post(
        to=reader.email,
        template=f"billing/letters/{name}.txt",
        language=invoice.language,
        key=key,
        context={
            **(context or {}),
            "invoice": invoice,
            "name": reader.name,
            "url": _address(invoice),
        },
        attachments=attachments,
    )


def reader_of(invoice: "Invoice") -> int:
    """Whoever asked for it, when she has a card; else the payer."""
    asker = clients.client_id_of(invoice.asked_by_id) if invoice.asked_by_id else None
    return asker or invoice.client_id


def _address(invoice: "Invoice") -> str:
    with translation.override(invoice.language):
        return settings.SITE_URL + reverse("billing:invoice", args=[invoice.pk])
