"""What subscriptions puts into places of other rooms."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from membership.billing.models import CardOnFile
from membership.subscriptions import next_terms, renewal_rows, renewal_selectors, selectors
from membership.subscriptions.models import Order, PlanChange, Term
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
    renewal = renewal_selectors.newest_of(term) if term else None
    card = CardOnFile.objects.of_client(order.payer_id) if renewal else None
    return render_to_string(
        "subscriptions/opened.html",
        {
            "order": order,
            "term": term,
            "phase": phase,
            "renewal": renewal_selectors.in_words(renewal, card) if renewal else "",
            "may_renew": reads and renewal_selectors.may_begin(order.term, clock.today()),
            "manages": manages,
            "next_plan": _chosen_next(term) if manages and term else "",
            "url": _magazine() if reads else reverse("subscriptions:plans"),
        },
    )


def _chosen_next(term: Term) -> str:
    """What was chosen for the next term, or what takes its place and why; else nothing."""
    following = next_terms.next_term(term, on=clock.today()) if term.next_plan_id else None
    return " ".join(filter(None, (following.in_words, following.why_another))) if following else ""


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
    request = context["request"]
    rows = renewal_rows.with_renewals(request.user, on=clock.today())
    return render_to_string("subscriptions/cabinet.html", {"rows": rows}, request)


def _magazine() -> str:
    return f"/{reading_language(get_language() or 'ky')}/magazine/"


@slots.fill("client.card", order=30)
def subscriptions_of_client(context: dict[str, Any]) -> str:
    """On the card of a client: what she reads, on what basis, until when."""
    request, client = context["request"], context["client"]
    if not request.user.has_perm("subscriptions.view_term"):
        return ""
    return render_to_string(
        "subscriptions/slots/client_card.html",
        {
            "client_id": client.pk,
            "terms": _with_state(selectors.terms_of_card(client)),
            "orders": selectors.orders_of_card(client),
            "may_order": request.user.has_perm("subscriptions.change_order"),
            "may_grant": request.user.has_perm("subscriptions.add_term"),
        },
        request,
    )


def _with_state(terms: list[Term]) -> list[tuple[Term, str]]:
    """Each with its phase, and how a card renews it."""
    today = clock.today()
    renewals = renewal_selectors.renewals_of(term.pk for term in terms if term.order_id)
    cards = renewal_selectors.cards_of(one.payer_id for one in renewals.values())
    rows = []
    for term in terms:
        words = selectors.phase_name(term.phase_on(today))
        if renewal := renewals.get(term.pk):
            card = cards.get(renewal.payer_id)
            words = f"{words}. {renewal_selectors.in_words(renewal, card)}"
        if term.next_plan:
            words = f"{words}. {_('For the next term: {plan}').format(plan=term.next_plan.title)}"
        rows.append((term, words))
    return rows


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
