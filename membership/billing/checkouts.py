"""Payment pages at a card provider: asked for by the reader, opened by the worker."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from membership.billing import letters
from membership.billing.errors import ChargeUnderWay, InvoiceNotOpen, MoneyDisputed
from membership.billing.gateways.base import CardGateway, CheckoutRequest
from membership.billing.models import CardCharge, Checkout, Dispute, Invoice
from membership.clients import selectors as clients
from portal.core import outbox

KIND = "billing.open_checkout"
CLOSE = "billing.close_checkout"
#: A page that closes sooner is not shown any more: nobody should type a card into the void.
_MARGIN = timedelta(minutes=5)


def card_gateway() -> CardGateway:
    """The provider in use."""
    module: CardGateway = import_module("membership.billing.gateways.stripe")
    return module


@transaction.atomic
def ask_for_checkout(*, invoice_id: int, language: str, at: datetime) -> Checkout:
    """Have a payment page opened for what is still owed; one that waits already is used again.

    Raises:
        InvoiceNotOpen: the invoice is paid or cancelled.
        ChargeUnderWay: the payer's kept card is being charged for it.
        MoneyDisputed: it was paid, and the payment is disputed: paid again it would be paid twice.
    """
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    if invoice.status != Invoice.Status.ISSUED:
        raise InvoiceNotOpen
    if invoice.card_charges.filter(state=CardCharge.State.ASKED).exists():
        raise ChargeUnderWay
    if Dispute.objects.holding_money().filter(payment__invoice=invoice).exists():
        raise MoneyDisputed
    owed = invoice.outstanding_tyiyn()
    if waiting := usable_checkout(invoice, owed, at):
        return waiting
    checkout = invoice.checkouts.create(amount_tyiyn=owed, language=language, asked_at=at)
    outbox.enqueue(KIND, key=str(checkout.pk), checkout_id=checkout.pk)
    return checkout


def usable_checkout(invoice: Invoice, owed_tyiyn: int, at: datetime) -> Checkout | None:
    """The page for exactly this sum that is being opened or still waits for a card."""
    usable = invoice.checkouts.usable(at + _MARGIN).filter(amount_tyiyn=owed_tyiyn)
    return usable.order_by("-pk").first()


@outbox.handles(KIND, reaches_outside=True)
def open_at_provider(*, checkout_id: int) -> None:
    """Ask the provider and keep the address of its page. Twice is once, by the key."""
    checkout = Checkout.objects.select_related("invoice").get(pk=checkout_id)
    if checkout.url or checkout.invoice.status != Invoice.Status.ISSUED:
        return
    opened = card_gateway().open_checkout(_request(checkout))
    Checkout.objects.filter(pk=checkout_id).update(
        external_id=opened.external_id, url=opened.url, expires_at=opened.expires_at
    )


@transaction.atomic
def close_waiting(*, invoice_id: int, at: datetime) -> None:
    """Nothing is left to pay on these pages: have them closed, so that nobody pays twice."""
    waiting = Checkout.objects.usable(at).filter(invoice_id=invoice_id).exclude(external_id="")
    for external_id in waiting.values_list("external_id", flat=True):
        outbox.enqueue(CLOSE, key=external_id, external_id=external_id)


@outbox.handles(CLOSE, reaches_outside=True)
def close_at_provider(*, external_id: str) -> None:
    """Take no more money on this page. Closed is closed."""
    card_gateway().close_checkout(external_id)


def _request(checkout: Checkout) -> CheckoutRequest:
    invoice = checkout.invoice
    with translation.override(checkout.language):
        title = ", ".join(line.title for line in invoice.lines.all())
        back = settings.SITE_URL + reverse("billing:invoice", args=[invoice.pk])
    return CheckoutRequest(
        key=f"checkout-{checkout.pk}-{checkout.asked_at.timestamp():.6f}",
        invoice_id=invoice.pk,
        invoice_number=invoice.number,
        amount_tyiyn=checkout.amount_tyiyn,
        currency=invoice.currency,
        title=title,
        language=checkout.language,
        email=clients.recipient(letters.reader_of(invoice)).email,
        back_url=back,
    )
