"""Answers about invoices, shaped for pages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery

from membership.billing import papers
from membership.billing.checkouts import usable_checkout
from membership.billing.gateways import stripe as stripe_gateway
from membership.billing.models import (
    Checkout,
    Dispute,
    Invoice,
    InvoiceLine,
    Payment,
    QrOrder,
    Reduction,
    SellerRequisites,
)
from membership.billing.qr.services import usable_code
from membership.clients.models import Client


@dataclass(frozen=True, slots=True)
class Account:
    """What was asked, what came, what is still owed."""

    lines: list[InvoiceLine]
    payments: list[Payment]
    reductions: list[Reduction]
    #: Over money that the payer's bank has taken away and has not decided about.
    disputes: list[Dispute]
    paid_tyiyn: int
    outstanding_tyiyn: int
    #: What the payer writes into the purpose, in the language of the reader.
    purpose: str

    @property
    def overpaid_tyiyn(self) -> int:
        return max(0, -self.outstanding_tyiyn)

    @property
    def is_partly_paid(self) -> bool:
        return self.paid_tyiyn > 0 and self.outstanding_tyiyn > 0


def account_of(invoice: Invoice) -> Account:
    """Four queries, whatever the number of payments."""
    payments = list(invoice.payments.order_by("received_at", "pk"))
    paid = sum(payment.amount_tyiyn for payment in payments)
    return Account(
        lines=list(invoice.lines.all()),
        payments=payments,
        reductions=list(invoice.reductions.select_related("reversal")),
        disputes=list(Dispute.objects.holding_money().filter(payment__invoice=invoice)),
        paid_tyiyn=paid,
        outstanding_tyiyn=invoice.asked_tyiyn - paid,
        purpose=papers.purpose_of(invoice),
    )


def checkout_of(invoice: Invoice, *, at: datetime) -> Checkout | None:
    """The card page that is being opened or waits for what is owed now."""
    if invoice.status != Invoice.Status.ISSUED:
        return None
    return usable_checkout(invoice, invoice.outstanding_tyiyn(), at)


def qr_of(invoice: Invoice, *, at: datetime) -> QrOrder | None:
    """The QR code that is being made or waits for what is owed now."""
    if invoice.status != Invoice.Status.ISSUED:
        return None
    return usable_code(invoice, invoice.outstanding_tyiyn(), at)


def card_is_offered() -> bool:
    """Whether cards are taken; a card pays in the currency of its invoice."""
    return stripe_gateway.is_offered()


def card_is_simulated() -> bool:
    """True while card payments go to a program that moves no money."""
    return bool(settings.STRIPE_API_BASE)


def disputed_invoices() -> Any:
    """Those whose money the payer's bank has taken away and has not decided about, as a query."""
    return Dispute.objects.holding_money().values("payment__invoice")


def has_account_in(currency: str) -> bool:
    """Whether the publisher can be paid in a currency: invoices in others are refused."""
    return bool(SellerRequisites.load().account_in(currency))


def invoices_of_card(client: Client) -> list[Any]:
    """Her invoices, the newest first, with ``paid`` and ``last_paid_at``.

    One query a card: the rows stay on the instance.
    """
    kept: list[Any] | None = client.__dict__.get("_invoices")
    if kept is None:
        came = Payment.objects.filter(invoice=OuterRef("pk"), amount_tyiyn__gt=0)
        last = came.order_by("-received_at").values("received_at")[:1]
        invoices = Invoice.objects.filter(client=client).with_paid()
        kept = list(invoices.annotate(last_paid_at=Subquery(last)))
        client.__dict__["_invoices"] = kept
    return kept
