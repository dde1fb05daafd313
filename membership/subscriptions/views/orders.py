"""Plans, the order form and the page of an order."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from membership.billing.errors import NoAccountInCurrency
from membership.subscriptions import parties, selectors, services
from membership.subscriptions.errors import CopiesDisagree, NotForThisSubscriber, NotSoldIn
from membership.subscriptions.forms import (
    OrderForm,
    fewer_copies,
    further_addresses,
    no_account,
    not_for_this_subscriber,
    with_another_address,
)
from membership.subscriptions.models import Order, Plan
from portal.core import clock, pagecache


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """What can be subscribed to, in plain words; the same for everybody."""
    offered = Plan.objects.offered_on(clock.today())
    priced = [(plan, selectors.prices_of(plan)) for plan in offered]
    response = render(request, "subscriptions/plans.html", {"plans": priced})
    if request.user.is_authenticated:
        return response
    pagecache.shows(Plan.KEPT_PAGES_MARK)
    return pagecache.mark_cacheable(response)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def subscribe(request: HttpRequest, code: str) -> HttpResponse:
    """The order form of one plan."""
    plan = get_object_or_404(Plan.objects.sold_on(clock.today()), code=code)
    if "another" in request.POST and plan.is_printed:
        return _form(request, plan, *with_another_address(plan, request.POST))
    now = clock.now()
    person = parties.person_of(request.user.pk, at=now)
    language = get_language() or "ky"
    known = {**parties.known_of(person, on=clock.today()), "recipient_language": language}
    form = OrderForm(request.POST or None, plan=plan, initial=known)
    more = further_addresses(request.POST if plan.is_printed else None)
    is_typed = request.method == "POST" and form.is_valid()
    if is_typed and (not more.is_bound or more.is_valid()):
        order = _placed(request, plan, person, form, more)
        if order is not None:
            return redirect(order)
    return _form(request, plan, form, more)


def _form(request: HttpRequest, plan: Plan, form: OrderForm, more: Any) -> HttpResponse:
    context = {
        "plan": plan,
        "form": form,
        "more": more if plan.is_printed else None,
        "unpaid": selectors.unpaid_order(request.user, plan, on=clock.today()),
    }
    return render(request, "subscriptions/subscribe.html", context)


def _placed(
    request: HttpRequest, plan: Plan, person: int, form: OrderForm, more: Any
) -> Order | None:
    """The order that was placed; None with the reason in the form when it was refused."""
    wish, now = form.wish, clock.now()
    wish["recipients"] += [row.post_to for row in more] if more.is_bound else []
    try:
        return services.place_order(
            plan_id=plan.pk,
            placed_by_id=request.user.pk,
            language=get_language() or "ky",
            placed_at=now,
            **parties.roles_of(person, form.cleaned_data["for_whom"], at=now),
            **wish,
        )
    except NotForThisSubscriber:
        form.add_error("for_whom", not_for_this_subscriber(plan))
    except (NoAccountInCurrency, NotSoldIn):
        form.add_error(None, no_account())
    except CopiesDisagree:
        form.add_error("quantity", fewer_copies())
    return None


@never_cache
@require_safe
@login_required
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """How an order stands: for whoever pays its invoice's page says it, once there is one.

    This page says it before, and to whoever reads what somebody else pays for.
    """
    seen = Order.objects.visible_to(request.user, clock.today())
    found = get_object_or_404(seen, pk=order_id)
    if found.invoice_id in selectors.invoices_of(request.user, on=clock.today()):
        return redirect("billing:invoice", found.invoice_id)
    standing = selectors.standing_of(found, on=clock.today())
    return render(request, "subscriptions/order.html", standing)
