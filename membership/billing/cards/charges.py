"""Taking what an invoice asks for from a kept card. Whoever asks holds the payer's consent.

Never twice: at most one charge of an invoice is under way, each has a key and a mark of its own at
the provider, and a declined one is cancelled there before another is tried.
"""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from membership.billing import notices, signals
from membership.billing.cards.refusals import words_of as words_of
from membership.billing.errors import ChargeUnderWay, InvoiceNotOpen, NoCardKept
from membership.billing.gateways import stripe as stripe_gateway
from membership.billing.gateways import stripe_cards
from membership.billing.gateways.stripe_cards import ChargeOutcome, ChargeRequest
from membership.billing.models import CardCharge, CardOnFile, Checkout, Invoice
from portal.core import clock, outbox

CHARGE = "billing.charge_card"


@transaction.atomic
def ask_for_charge(*, invoice_id: int, at: datetime) -> CardCharge:
    """Have the worker take what is still owed from the payer's kept card.

    Raises:
        InvoiceNotOpen: the invoice is paid or cancelled.
        NoCardKept: the payer keeps no card.
        ChargeUnderWay: a charge of this invoice has not ended yet.
    """
    invoice = Invoice.objects.select_for_update().get(pk=invoice_id)
    if invoice.status != Invoice.Status.ISSUED or invoice.outstanding_tyiyn() <= 0:
        raise InvoiceNotOpen
    if is_under_way(invoice_id):
        raise ChargeUnderWay
    card = CardOnFile.objects.of_client(invoice.client_id)
    if card is None or not card.is_kept:
        raise NoCardKept
    charge = invoice.card_charges.create(
        card=card,
        attempt=invoice.card_charges.count() + 1,
        amount_tyiyn=invoice.outstanding_tyiyn(),
        asked_at=at,
    )
    outbox.enqueue(CHARGE, key=str(charge.pk), charge_id=charge.pk)
    return charge


def is_under_way(invoice_id: int) -> bool:
    """Whether a charge of this invoice has not ended yet."""
    return CardCharge.objects.filter(invoice_id=invoice_id, state=CardCharge.State.ASKED).exists()


def ring_again(*, invoice_id: int) -> None:
    """Have a charge tried again whose worker gave up while the provider did not answer."""
    for charge in CardCharge.objects.filter(invoice_id=invoice_id, state=CardCharge.State.ASKED):
        outbox.ring_again(f"{CHARGE}:{charge.pk}")


@transaction.atomic
def take_back(*, invoice_id: int, at: datetime) -> None:
    """Nobody wants the charges of this invoice any more.

    What the provider was asked for already may still arrive and is counted; it is not asked again.
    """
    under_way = CardCharge.objects.select_for_update().filter(
        invoice_id=invoice_id, state=CardCharge.State.ASKED
    )
    for charge in under_way:
        if charge.sent_at is None:
            _end(charge, CardCharge.State.DROPPED, at=at)
        else:
            charge.is_unwanted = True
            charge.save(update_fields=["is_unwanted"])


@outbox.handles(CHARGE, reaches_outside=True)
def charge_at_provider(*, charge_id: int) -> None:
    """Ask the bank, and write down what it said. Twice is once."""
    if not _may_begin(charge_id, at=clock.now()):
        return
    charge = CardCharge.objects.select_related("invoice", "card").get(pk=charge_id)
    _close_pages(charge.invoice)
    charge.invoice.refresh_from_db()
    still_owed = charge.invoice.outstanding_tyiyn() == charge.amount_tyiyn
    is_wanted = still_owed and not charge.is_unwanted
    outcome = stripe_cards.charge(_request(charge), look_only=not is_wanted)
    state = (
        stripe_gateway.payment_state(outcome.reference) if outcome and outcome.is_taken else None
    )
    write_down(charge_id, outcome, state, at=clock.now())


@transaction.atomic
def _may_begin(charge_id: int, *, at: datetime) -> bool:
    """Mark that the provider is asked from now on, unless there is nothing to ask for."""
    charge = CardCharge.objects.select_for_update().get(pk=charge_id)
    if charge.state != CardCharge.State.ASKED:
        return False
    if charge.sent_at is None:
        invoice = Invoice.objects.get(pk=charge.invoice_id)
        if invoice.status != Invoice.Status.ISSUED:
            _end(charge, CardCharge.State.DROPPED, at=at)
            return False
        charge.sent_at = at
        charge.save(update_fields=["sent_at"])
    return True


def _close_pages(invoice: Invoice) -> None:
    """Nobody shall pay on a page beside the charge; whoever just did is counted first."""
    pages = Checkout.objects.usable(clock.now()).filter(invoice=invoice).exclude(external_id="")
    for page in pages:
        stripe_gateway.close_checkout(page.external_id)
        notices.look_at_checkout(external_id=page.external_id)
        Checkout.objects.filter(pk=page.pk).update(expires_at=clock.now())


def _request(charge: CardCharge) -> ChargeRequest:
    invoice = charge.invoice
    with translation.override(invoice.language):
        title = ", ".join(line.title for line in invoice.lines.all())
    return ChargeRequest(
        key=f"charge-{charge.pk}-{charge.asked_at.timestamp():.6f}",
        charge_id=charge.pk,
        customer_ref=charge.card.customer_ref,
        method_ref=charge.card.method_ref,
        amount_tyiyn=charge.amount_tyiyn,
        currency=invoice.currency,
        invoice_id=invoice.pk,
        invoice_number=invoice.number,
        title=title,
    )


@transaction.atomic
def write_down(
    charge_id: int,
    outcome: ChargeOutcome | None,
    state: stripe_gateway.PaymentState | None,
    *,
    at: datetime,
) -> None:
    """The end of a charge, and the money or the refusal, together. Twice is once."""
    charge = CardCharge.objects.select_for_update().get(pk=charge_id)
    if charge.state != CardCharge.State.ASKED:
        return
    if outcome is None:
        _end(charge, CardCharge.State.DROPPED, at=at)
        return
    charge.external_id = outcome.reference
    if state is not None:
        _end(charge, CardCharge.State.TAKEN, at=at)
        notices.count(state)
        return
    charge.refusal = outcome.refusal[:60]
    _end(charge, CardCharge.State.DECLINED, at=at)
    signals.card_declined.send(
        CardCharge, invoice_id=charge.invoice_id, refusal=charge.refusal, at=at
    )


def _end(charge: CardCharge, state: str, *, at: datetime) -> None:
    charge.state, charge.ended_at = state, at
    charge.save()
