"""Papers of every kind for some of the sample orders."""

from datetime import timedelta
from typing import cast

from membership.billing.models import Invoice, Payment
from membership.bookkeeping import services
from membership.bookkeeping.models import Paper
from membership.subscriptions.models import Order, Term
from portal.core import clock

_DETAILS = {
    "okpo": "00000000",
    "bank_ky": "Казыналык (үлгү)",
    "bank_ru": "Казначейство (образец)",
    "bic": "000000",
    "treasury_account": "0000000000000000",
    "head_post_ky": "айыл өкмөтүнүн башчысы",
    "head_post_ru": "главы айыл окмоту",
    "head": "Б. Үлгүбаев",
    "acts_by_ky": "Уставдын негизинде",
    "acts_by_ru": "на основании Устава",
}


def load() -> None:
    """Offer and contract for what waits, acts and receipts for what is paid, one statement."""
    if Paper.objects.exists():
        return
    now, today = clock.now(), clock.today()
    bodies = Invoice.objects.filter(client__kind="organisation").select_related("client")
    for invoice in bodies.filter(status=Invoice.Status.ISSUED).order_by("-pk")[:6]:
        services.save_details(
            client_id=invoice.client_id,
            facts={**_DETAILS, "name_ky": invoice.buyer["name"], "inn": invoice.buyer["inn"]},
        )
        services.prepare_papers(invoice_id=invoice.pk, at=now, by_user_id=None)
    running = Term.objects.filter(
        order__invoice__in=bodies.filter(status="settled"),
        state="open",
        issues_left=None,
        starts_on__lte=today,
    )
    for term in running.select_related("order__invoice").order_by("pk")[:8]:
        invoice = cast(Invoice, cast(Order, term.order).invoice)  # the filter asks for both
        half = min(term.starts_on + timedelta(days=180), today)
        services.make_act(
            invoice_id=invoice.pk, starts_on=term.starts_on, ends_on=half, at=now, by_user_id=None
        )
        payment = cast(Payment, invoice.payments.filter(amount_tyiyn__gt=0).first())  # it is paid
        services.make_receipt(payment_id=payment.pk, at=now)
        services.note_state_invoice(
            invoice_id=invoice.pk,
            number=f"ЭСФ-{invoice.pk:08d}",
            state="accepted",
            dated_on=invoice.issued_on,
        )
    for act in Paper.objects.filter(kind=Paper.Kind.ACT).order_by("pk")[:4]:
        services.keep_signed(paper_id=act.pk, signed_on=today)
        services.make_reconciliation(
            client_id=act.client_id,
            starts_on=today.replace(month=1, day=1),
            ends_on=today,
            at=now,
            by_user_id=None,
        )
