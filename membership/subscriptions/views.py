"""Plans, the order form and the page of an order."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from membership.subscriptions.models import Order


@login_required
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """How an order stands and what to do next."""
    found = get_object_or_404(Order.objects.visible_to(request.user), pk=order_id)
    return render(request, "subscriptions/order.html", {"order": found})
