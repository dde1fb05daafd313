"""QR codes of invoices: asked for by the reader, opened and looked at by the worker."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from membership.billing import notices, services
from membership.billing.errors import InvoiceNotOpen, MoneyDisputed, WrongCurrency
from membership.billing.gateways import elqr
from membership.billing.gateways.base import QrGateway, QrRequest, QrState
from membership.billing.models import (
    Dispute,
    Invoice,
    Payment,
    ProviderNotice,
    QrOrder,
    Source,
    UnallocatedPayment,
)
from portal.core import clock, outbox

OPEN = "billing.open_qr"
LOOK = "billing.look_at_qr"
ACT = "billing.act_on_qr_notice"
#: A code that ends sooner is not shown any more.
_MARGIN = timedelta(minutes=1)
_ASK_EVERY_SECONDS = 5


def gateway() -> QrGateway:
    """The acquirer in use."""
    module: QrGateway = elqr
    return module


def is_offered(invoice: Invoice) -> bool:
    """Whether this invoice can be paid by a QR code."""
    return elqr.is_offered() and invoice.currency in settings.ELQR_CURRENCIES


@transaction.atomic
def ask_for_code(*, invoice_id: int, at: datetime) -> QrOrder:
    """Have a code made for what is still owed; one that waits already is used again.

    Raises:
        InvoiceNotOpen: the invoice is paid or cancelled.
        MoneyDisputed: it was paid by card, and the payment is disputed.
        WrongCurrency: the acquirer takes no money of its currency.
    """
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    if invoice.status != Invoice.Status.ISSUED:
        raise InvoiceNotOpen
    if Dispute.objects.holding_money().filter(payment__invoice=invoice).exists():
        raise MoneyDisputed
    if invoice.currency not in settings.ELQR_CURRENCIES:
        raise WrongCurrency(invoice.number)
    owed = invoice.outstanding_tyiyn()
    if waiting := usable_code(invoice, owed, at):
        return waiting
    order = invoice.qr_orders.create(amount_tyiyn=owed, asked_at=at)
    outbox.enqueue(OPEN, key=str(order.pk), order_id=order.pk)
    return order


def usable_code(invoice: Invoice, owed_tyiyn: int, at: datetime) -> QrOrder | None:
    """The code for exactly this sum that is being made or can still be paid."""
    usable = invoice.qr_orders.usable(at + _MARGIN).filter(amount_tyiyn=owed_tyiyn)
    return usable.order_by("-pk").first()


@outbox.handles(OPEN, reaches_outside=True)
def open_at_acquirer(*, order_id: int) -> None:
    """Ask the acquirer and keep what the code says. Twice is once, by the reference."""
    order = QrOrder.objects.select_related("invoice").get(pk=order_id)
    if order.payload or order.invoice.status != Invoice.Status.ISSUED:
        return
    opened = gateway().open_order(_request(order))
    QrOrder.objects.filter(pk=order_id).update(
        external_id=opened.external_id, payload=opened.payload, expires_at=opened.expires_at
    )


def _request(order: QrOrder) -> QrRequest:
    with translation.override(order.invoice.language):
        title = ", ".join(line.title for line in order.invoice.lines.all())
    return QrRequest(
        reference=f"qr-{order.pk}-{order.asked_at.timestamp():.6f}",
        invoice_number=order.invoice.number,
        amount_tyiyn=order.amount_tyiyn,
        currency=order.invoice.currency,
        title=title,
    )


def look_at_codes(*, invoice_id: int, at: datetime) -> None:
    """Have the worker ask how the codes of an invoice stand: once in five seconds at most."""
    orders = QrOrder.objects.filter(invoice_id=invoice_id).exclude(external_id="")
    for external_id in orders.values_list("external_id", flat=True):
        outbox.enqueue(
            LOOK,
            key=f"{external_id}:{int(at.timestamp()) // _ASK_EVERY_SECONDS}",
            external_id=external_id,
        )


@outbox.handles(LOOK, reaches_outside=True)
def look_at_code(*, external_id: str) -> None:
    """Bring our books to the state of an order. Twice is once."""
    count(gateway().state_of(external_id))


def keep_notice(*, notice: dict[str, Any], provider: str) -> None:
    """Keep what the acquirer told; a worker asks him how the order stands."""
    notices.keep_notice(
        provider=provider,
        external_id=notice["id"],
        kind=notice["status"],
        payload=notice,
        act=ACT,
    )


@outbox.handles(ACT, reaches_outside=True)
def act_on_notice(*, notice_id: int) -> None:
    """A notice is a hint: the state that counts is read from the acquirer. Twice is once."""
    notice = ProviderNotice.objects.get(pk=notice_id)
    if notice.acted_on_at is not None:
        return
    state = gateway().state_of(str(notice.payload["order"]))
    with transaction.atomic():
        row = ProviderNotice.objects.select_for_update().get(pk=notice_id)
        if row.acted_on_at is None:
            count(state)
            row.attempts += 1
            row.acted_on_at = clock.now()
            row.save(update_fields=["acted_on_at", "attempts"])


@transaction.atomic
def count(state: QrState) -> Payment | UnallocatedPayment | None:
    """Count what arrived for an order; money of an order that is not ours is kept apart.

    Raises:
        ReferenceReused: the payment is known with another sum.
    """
    if state.paid_at is None:
        return None
    facts: dict[str, Any] = {
        "amount_tyiyn": state.amount_tyiyn,
        "currency": state.currency,
        "source": Source.QR,
        "reference": state.payment_id,
        "received_at": state.paid_at,
    }
    of_codes = Payment.objects.filter(source=Source.QR).select_related("invoice")
    known = of_codes.filter(reference=state.payment_id).first()
    told = (state.amount_tyiyn, state.currency)
    if known is not None and (known.amount_tyiyn, known.invoice.currency) == told:
        return known  # maybe counted for another invoice by the hand of staff
    ours = QrOrder.objects.filter(invoice__currency=state.currency)
    order = ours.filter(external_id=state.external_id).first()
    if order is None:
        return services.keep_unallocated(**facts, hint=state.reference)
    return services.record_payment(invoice_id=order.invoice_id, **facts)
