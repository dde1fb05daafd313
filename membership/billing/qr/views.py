"""The QR code of an invoice, its picture, and the door for the acquirer's notices."""

import contextlib
import io

import segno
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from membership.billing.errors import InvoiceNotOpen, MoneyDisputed
from membership.billing.gateways import elqr
from membership.billing.models import Invoice
from membership.billing.qr import services
from portal.core import clock


@require_POST
@login_required
def ask(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Have a code made; the invoice's page then shows it."""
    found = _own(request, invoice_id)
    if not services.is_offered(found):
        raise Http404
    with contextlib.suppress(InvoiceNotOpen, MoneyDisputed):  # its page says why
        services.ask_for_code(invoice_id=found.pk, at=clock.now())
    return redirect("billing:invoice", found.pk)


@never_cache
@require_safe
@login_required
def picture(request: HttpRequest, invoice_id: int, order_id: int) -> HttpResponse:
    """The code, drawn here: the acquirer sends words and no picture."""
    found = _own(request, invoice_id)
    order = get_object_or_404(found.qr_orders.exclude(payload=""), pk=order_id)
    drawn = io.BytesIO()
    code = segno.make(order.payload, error="m", micro=False)
    code.save(drawn, kind="svg", border=4, scale=6, dark="#000", light="#fff")
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@csrf_exempt
@require_POST
def notice(request: HttpRequest) -> HttpResponse:
    """Keep a notice of the acquirer and answer at once; a worker acts on it later."""
    if not elqr.is_offered():
        raise Http404
    try:
        told = elqr.read_notice(request)
    except elqr.NoticeRejected:
        return HttpResponse(status=400)
    services.keep_notice(notice=told, provider=elqr.PROVIDER)
    return HttpResponse(status=204)


def _own(request: HttpRequest, invoice_id: int) -> Invoice:
    return get_object_or_404(Invoice.objects.visible_to(request.user, clock.today()), pk=invoice_id)
