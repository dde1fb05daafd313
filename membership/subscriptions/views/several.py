"""The order form of whoever pays for several bodies."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from membership.billing.errors import NoAccountInCurrency
from membership.clients import selectors as clients
from membership.subscriptions import selectors, services, several
from membership.subscriptions.errors import NobodyNamed, NotInRegister, NotSoldIn
from membership.subscriptions.forms import named_twice, no_account, not_in_register
from membership.subscriptions.group_forms import GroupOrder
from membership.subscriptions.models import ForWhom, Order, Plan
from portal.core import clock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def subscribe_for_several(request: HttpRequest, code: str) -> HttpResponse:
    """Find bodies of the register, say what each gets, order for all by one invoice."""
    plans = Plan.objects.sold_on(clock.today()).exclude(for_whom=ForWhom.PERSON)
    plan = get_object_or_404(plans, code=code)
    context: dict[str, Any] = {"plan": plan, "most": several.MOST}
    office = clients.confirmed_office(request.user.pk, on=clock.today())
    if office is None:
        return render(request, "subscriptions/several_not_yet.html", context)
    payer = office.organisation
    group = GroupOrder(
        request.POST or None,
        plan=plan,
        initial={"buyer_name": payer.name, "buyer_inn": payer.inn},
        language=_language(),
        on=clock.today(),
    )
    if group.is_valid() and (order := _placed(request, group)):
        return redirect(order)
    context |= {
        "group": group,
        "form": group,
        "payer": payer,
        "unpaid": selectors.unpaid_order(request.user, plan, on=clock.today()),
    }
    return render(request, "subscriptions/subscribe_for_several.html", context)


def _placed(request: HttpRequest, group: GroupOrder) -> Order | None:
    """The first of the orders; None with the reason in the form when they were refused."""
    try:
        orders = services.place_for_bodies(
            plan_id=group.plan.pk,
            placed_by_id=request.user.pk or 0,
            shares=group.shares,
            placed_at=clock.now(),
            language=_language(),
            **group.payer.payment,
        )
    except NobodyNamed:
        group.payer.add_error(None, named_twice())
    except NotInRegister:
        group.payer.add_error(None, not_in_register())
    except (NoAccountInCurrency, NotSoldIn):
        group.payer.add_error(None, no_account())
    else:
        return orders[0]
    return None


def _language() -> str:
    return "ru" if get_language() == "ru" else "ky"
