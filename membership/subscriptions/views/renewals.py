"""The page behind a renewal link: it works without signing in and tells nothing about anybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from membership.subscriptions import links, next_terms, services
from membership.subscriptions.errors import NothingToRenew
from membership.subscriptions.models import Order, Term
from portal.core import clock
from portal.core.dead_links import DeadLink


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Plan, price and last day; one button orders the next term."""
    term_id = links.term_of(token)
    if term_id is None:
        raise DeadLink((_("See the plans"), reverse("subscriptions:plans")))
    term = get_object_or_404(Term.objects.select_related("order"), pk=term_id)
    following = next_terms.next_term(term, on=clock.today())
    context: dict[str, object] = {
        "term": term,
        "following": following,
        "known": next_terms.order_of_next(term),
    }
    if request.method == "POST" and following:
        return _ordered(request, term, context)
    return render(request, "subscriptions/renew.html", context)


def _ordered(request: HttpRequest, term: Term, context: dict[str, object]) -> HttpResponse:
    try:
        order = services.renew(term_id=term.pk, at=clock.now(), day=clock.today())
    except NothingToRenew:
        return render(request, "subscriptions/renew.html", {**context, "following": None})
    is_hers = request.user.is_authenticated and (
        Order.objects.visible_to(request.user, clock.today()).filter(pk=order.pk).exists()
    )
    if is_hers:
        return redirect(order)
    return render(request, "subscriptions/renew.html", {**context, "ordered": True})
