"""Pages of an invoice for whoever may open it; for all others it does not exist."""

import contextlib

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from membership.billing import checkouts, notices, papers, selectors
from membership.billing.cards import charges
from membership.billing.errors import ChargeUnderWay, InvoiceNotOpen, MoneyDisputed
from membership.billing.models import PAPER_LANGUAGES, Invoice
from membership.billing.qr import services as qr
from portal.core import clock
from portal.core.uploads import private_storage


@never_cache
@require_safe
@login_required
def invoice(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """How an invoice stands, and the ways to pay it."""
    found = _own(request, invoice_id)
    checkout = selectors.checkout_of(found, at=clock.now())
    returned = request.GET.get("paid") == "card" and checkout is not None
    if returned:
        notices.look_at_checkouts(invoice_id=found.pk)
    code = selectors.qr_of(found, at=clock.now())
    if code:
        qr.look_at_codes(invoice_id=found.pk, at=clock.now())
    context = {
        "qr_is_offered": qr.is_offered(found),
        "qr": code,
        "invoice": found,
        "account": selectors.account_of(found),
        "checkout": checkout,
        "card_is_offered": selectors.card_is_offered(),
        "is_being_charged": charges.is_under_way(found.pk),
        "card_is_simulated": selectors.card_is_simulated(),
        "returned": returned,
    }
    return render(request, "billing/invoice.html", context)


@require_POST
@login_required
def pay_by_card(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Have the card provider's page opened; the invoice's page then links to it."""
    found = _own(request, invoice_id)
    if not selectors.card_is_offered():
        raise Http404
    with contextlib.suppress(InvoiceNotOpen, ChargeUnderWay, MoneyDisputed):  # its page says why
        checkouts.ask_for_checkout(
            invoice_id=found.pk, language=get_language() or "ky", at=clock.now()
        )
    return redirect("billing:invoice", found.pk)


@never_cache
@require_safe
@login_required
def paper(request: HttpRequest, invoice_id: int, language: str) -> FileResponse:
    """The PDF in one language; made now if the worker has not made it yet."""
    found = _own(request, invoice_id)
    if language not in PAPER_LANGUAGES:
        raise Http404
    made = papers.paper_of(found, language, at=clock.now())
    return FileResponse(
        private_storage().open(made.path),
        filename=papers.file_name(found, language),
        content_type="application/pdf",
    )


def _own(request: HttpRequest, invoice_id: int) -> Invoice:
    seen = Invoice.objects.visible_to(request.user, clock.today())
    return get_object_or_404(seen, pk=invoice_id)
