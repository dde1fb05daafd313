"""What subscriptions puts into places of other rooms."""

from typing import Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from membership.clients.models import Client
from membership.subscriptions import selectors
from membership.subscriptions.models import Order, PlanChange, Term
from membership.subscriptions.states import State
from portal.core import clock, slots
from portal.core.navigation import reading_language


@slots.fill("article.opens", order=10)
def plans_open_articles(context: dict[str, Any]) -> str:
    """Under the teaser of a closed article: what opens it. The same for every reader."""
    return render_to_string("subscriptions/opens_article.html")


@slots.fill("invoice.opened")
def what_the_invoice_opens(context: dict[str, Any]) -> str:
    """On the page of an invoice: the access it opened or will open."""
    invoice_id, user = context["invoice"].pk, context["request"].user
    orders = list(
        Order.objects.filter(invoice_id=invoice_id)
        .select_related("plan", "subscriber", "term__plan")
        .prefetch_related("recipients")
        .order_by("position", "pk")
    )
    if len(orders) > 1:
        rows = [selectors.standing_of(order, on=clock.today()) for order in orders]
        return render_to_string("subscriptions/opened_for_many.html", {"rows": rows})
    return _opened(orders[0], user) if orders else _changed(invoice_id)


def _opened(order: Order, user: Any) -> str:
    term = getattr(order, "term", None)
    phase = term.phase_on(clock.today()) if term else ""
    reads = phase in {"open", "ending"}
    manages = reads and Order.objects.managed_by(user, clock.today()).filter(pk=order.pk).exists()
    return render_to_string(
        "subscriptions/opened.html",
        {
            "order": order,
            "term": term,
            "phase": phase,
            "manages": manages,
            "url": _magazine() if reads else reverse("subscriptions:plans"),
        },
    )


def _changed(invoice_id: int) -> str:
    changes = PlanChange.objects.select_related("from_plan", "to_plan", "term__subscriber")
    change = changes.filter(invoice_id=invoice_id).first()
    return (
        render_to_string("subscriptions/opened_change.html", {"change": change}) if change else ""
    )


@slots.fill("cabinet.next", order=30)
def pay_or_renew(context: dict[str, Any]) -> str:
    """An invoice that waits for payment, a subscription about to end."""
    steps = selectors.next_steps_of(context["request"].user, on=clock.today())
    return "".join(render_to_string("components/next_step.html", step) for step in steps)


@slots.fill("cabinet.section", order=30)
def own_subscriptions(context: dict[str, Any]) -> str:
    """Orders and terms, newest first."""
    rows = selectors.rows_of(context["request"].user, on=clock.today())
    return render_to_string("subscriptions/cabinet.html", {"rows": rows})


def _magazine() -> str:
    return f"/{reading_language(get_language() or 'ky')}/magazine/"


@slots.fill("client.card", order=30)
def subscriptions_of_client(context: dict[str, Any]) -> str:
    """On the card of a client: what she reads, on what basis, until when."""
    request, client_id = context["request"], context["client_id"]
    if not request.user.has_perm("subscriptions.view_term"):
        return ""
    # Subscriptions stay with a body that was dissolved and show under the one that took it over.
    taken_over = Q(
        subscriber__kind="organisation",
        subscriber__organisation__successor__in=Client.objects.filter(
            pk=client_id, kind="organisation"
        ).values("organisation"),
    )
    terms = Term.objects.filter(Q(subscriber_id=client_id) | taken_over).select_related(
        "order__invoice", "subscriber"
    )
    orders = Order.objects.filter(
        Q(subscriber_id=client_id) | Q(payer_id=client_id),
        state__in=[State.DRAFT, State.AWAITING_PAYMENT],
    ).select_related("plan", "subscriber")
    return render_to_string(
        "subscriptions/slots/client_card.html",
        {
            "client_id": client_id,
            "terms": [
                (term, selectors.phase_name(term.phase_on(clock.today())))
                for term in terms.newest_first()[:10]
            ],
            "orders": orders[:10],
            "may_order": request.user.has_perm("subscriptions.change_order"),
            "may_grant": request.user.has_perm("subscriptions.add_term"),
        },
        request,
    )


@slots.fill("invoice.card")
def order_of_invoice(context: dict[str, Any]) -> str:
    """On an invoice in the admin: the order behind it and the access it opened."""
    orders = Order.objects.filter(invoice_id=context["invoice"].pk).order_by("position", "pk")
    changes = PlanChange.objects.filter(invoice_id=context["invoice"].pk)
    found = {
        "orders": list(orders.select_related("plan", "subscriber", "term")),
        "changes": list(changes.select_related("from_plan", "to_plan", "term__subscriber")),
    }
    may_see = context["request"].user.has_perm("subscriptions.view_order")
    if not may_see or not any(found.values()):
        return ""
    return render_to_string("subscriptions/slots/invoice_card.html", found, context["request"])
