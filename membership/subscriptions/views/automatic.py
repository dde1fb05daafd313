"""The page of an automatic renewal: agree, keep a card, change it, stop."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from membership.billing import selectors as billing
from membership.billing.cards import pages
from membership.billing.models import CardPage
from membership.subscriptions import renewal_selectors, services
from membership.subscriptions.errors import NothingToRenew
from membership.subscriptions.forms import AgreeForm
from membership.subscriptions.models import Order
from membership.subscriptions.renewal_selectors import RenewalPage
from portal.core import clock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def automatic(request: HttpRequest, order_id: int) -> HttpResponse:
    """How the renewal stands; with the consent ticked, the way to the card."""
    order, page = _own(request, order_id)
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and page.may_begin and form.is_valid():
        return _agreed(request, order, page)
    if request.GET.get("card") and page.card:
        pages.look_at(card=page.card)
    context = {
        "order": order,
        "page": page,
        "form": form,
        "words": page.words,
        "agreed_text": page.words.text_in(get_language() or "ky"),
        "card_is_simulated": billing.card_is_simulated(),
        "returned": bool(request.GET.get("card")),
    }
    return render(request, "subscriptions/automatic.html", context)


def _agreed(request: HttpRequest, order: Order, page: RenewalPage) -> HttpResponse:
    try:
        services.agree_to_renew(
            term_id=page.term.pk,
            by_user_id=request.user.pk or 0,
            language=get_language() or "ky",
            at=clock.now(),
        )
    except NothingToRenew:
        messages.error(request, _("This subscription cannot be renewed by card."))
        return redirect("subscriptions:automatic", order.pk)
    if page.card is None or not page.card.is_kept:
        _ask_for_page(request, order, CardPage.Kind.KEEP)
    return redirect("subscriptions:automatic", order.pk)


@require_POST
@login_required
def stop_automatic(request: HttpRequest, order_id: int) -> HttpResponse:
    """One press: nothing is charged from now on."""
    order, page = _own(request, order_id)
    if page.renewal and page.renewal.is_live:
        services.stop_renewing(
            renewal_id=page.renewal.pk,
            at=clock.now(),
            by_user_id=request.user.pk,
            why=services.BY_PAYER,
        )
        messages.success(request, _("The automatic renewal is stopped. Nothing will be charged."))
    return redirect("subscriptions:automatic", order.pk)


@require_POST
@login_required
def card_for_automatic(request: HttpRequest, order_id: int) -> HttpResponse:
    """Have the provider's page opened: for a first card, or for another one."""
    order, page = _own(request, order_id)
    if not billing.card_is_offered() or not (page.renewal and page.renewal.is_live):
        raise Http404
    is_kept = page.card is not None and page.card.is_kept
    _ask_for_page(request, order, CardPage.Kind.CHANGE if is_kept else CardPage.Kind.KEEP)
    return redirect("subscriptions:automatic", order.pk)


def _ask_for_page(request: HttpRequest, order: Order, kind: str) -> None:
    pages.ask_for_page(
        client_id=order.payer_id,
        kind=kind,
        language=get_language() or "ky",
        back=reverse("subscriptions:automatic", args=[order.pk]),
        at=clock.now(),
        by_user_id=request.user.pk,
    )


def _own(request: HttpRequest, order_id: int) -> tuple[Order, RenewalPage]:
    seen = Order.objects.visible_to(request.user, clock.today()).select_related("term", "plan")
    order = get_object_or_404(seen, pk=order_id)
    page = renewal_selectors.page_of(order, at=clock.now(), day=clock.today())
    if page is None:
        raise Http404
    return order, page
