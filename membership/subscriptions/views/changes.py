"""A running subscription of one's own: another plan, now or next, or its end; sums beforehand."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from membership.clients import selectors as clients
from membership.subscriptions import next_terms, prorating, selectors, services
from membership.subscriptions.change_words import REFUSALS
from membership.subscriptions.forms import CancelForm, ChangeForm, NextPlanForm, PostForm
from membership.subscriptions.models import Currency, Order, Plan, Term
from portal.core import clock
from portal.core.money import Money


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, term_id: int) -> HttpResponse:
    """Choose a plan, see the sum and its rule, then go on under it."""
    term = _managed(request, term_id)
    plans = selectors.plans_to_change(term, on=clock.today())
    form = ChangeForm(request.POST or request.GET or None, plans=plans)
    context: dict[str, Any] = {"term": term, "offers": _offers(term, plans)}
    if form.is_valid():
        post = context["post"] = _post_form(request, term, form.plan_id)
        try:
            if request.method == "POST" and (post is None or post.is_valid()):
                return _changed(request, term, form, post)
            context["sums"] = prorating.change(term, form.plan_id, on=clock.today())
        except tuple(REFUSALS) as refusal:
            context["refused"] = REFUSALS[type(refusal)]
    return render(request, "subscriptions/change.html", context)


def _offers(term: Term, plans: Sequence[Plan]) -> list[tuple[Plan, Money]]:
    """Each plan with its price in the currency of the order."""
    currency = term.order.currency if term.order else Currency.SOM
    return [(plan, Money(plan.price_in(currency) or 0, currency)) for plan in plans]


def _post_form(request: HttpRequest, term: Term, plan_id: int) -> PostForm | None:
    """Where to send copies, asked of whoever had none so far; what is known stands there."""
    plan = Plan.objects.get(pk=plan_id)
    if term.order is None or not prorating.asks_for_post(term.order, plan):
        return None
    known = clients.recipient(term.subscriber_id)
    initial = {"recipient_name": known.name, "recipient_address": known.postal_address}
    return PostForm(request.POST or None, initial=initial)


def _changed(
    request: HttpRequest, term: Term, form: ChangeForm, post: PostForm | None
) -> HttpResponse:
    made = services.ask_change(
        term_id=term.pk,
        plan_id=form.plan_id,
        expected_tyiyn=form.cleaned_data["expected"] or 0,
        at=clock.now(),
        by_user_id=request.user.pk,
        post_to=post.post_to if post else None,
    )
    if made.invoice_id:
        return redirect("billing:invoice", made.invoice_id)
    messages.success(request, _("The new plan is in force."))
    return redirect("subscriptions:order", term.order_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def next_plan(request: HttpRequest, term_id: int) -> HttpResponse:
    """Choose under which plan the next term shall run, or take the choice back."""
    term, today = _managed(request, term_id), clock.today()
    if not term.is_paid_by_its_reader:
        raise Http404
    form = NextPlanForm(request.POST or None, term=term, choices=next_terms.choices(term, on=today))
    context: dict[str, Any] = {"term": term, "form": form}
    if request.method == "POST" and (form.takes_back or form.is_valid()):
        try:
            services.choose_next_plan(term_id=term.pk, plan_id=form.plan_id, at=clock.now())
        except tuple(REFUSALS) as refusal:
            context["refused"] = REFUSALS[type(refusal)]
        else:
            messages.success(request, _("Your choice for the next term is kept."))
            return redirect("subscriptions:order", term.order_id)
    context |= {
        "following": next_terms.next_term(term, on=today),
        "may_choose": next_terms.is_open_to_choice(term),
        "ordered": next_terms.order_of_next(term),
    }
    return render(request, "subscriptions/next_plan.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cancel(request: HttpRequest, term_id: int) -> HttpResponse:
    """See what goes back by the rule, then end the subscription for good."""
    term = _managed(request, term_id)
    refund = prorating.refund(term, on=clock.today())
    form = CancelForm(request.POST or None, initial={"expected": refund.tyiyn})
    context: dict[str, Any] = {"term": term, "refund": refund, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_paid(
                term_id=term.pk,
                reason=form.cleaned_data["reason"],
                expected_tyiyn=form.cleaned_data["expected"],
                at=clock.now(),
                by_user_id=request.user.pk,
            )
        except tuple(REFUSALS) as refusal:
            again = {**form.cleaned_data, "expected": refund.tyiyn}
            context |= {"refused": REFUSALS[type(refusal)], "form": CancelForm(initial=again)}
        else:
            messages.success(request, _("The subscription is cancelled."))
            return redirect("subscriptions:order", term.order_id)
    return render(request, "subscriptions/cancel.html", context)


def _managed(request: HttpRequest, term_id: int) -> Term:
    """404 for whoever does not pay for it: who was given a subscription does not end it."""
    hers = Order.objects.managed_by(request.user, clock.today())
    terms = Term.objects.in_force().filter(order__in=hers)
    return get_object_or_404(terms.select_related("order__plan", "plan", "subscriber"), pk=term_id)
