"""Pages of an invoice for whoever may open it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from membership.billing.models import Invoice


@login_required
def invoice(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """What to pay and how."""
    found = get_object_or_404(Invoice.objects.visible_to(request.user), pk=invoice_id)
    return render(request, "billing/invoice.html", {"invoice": found})
