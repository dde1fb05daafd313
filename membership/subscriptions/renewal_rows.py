"""The rows of the member's room, with what renews by card."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse

from membership.billing import selectors as billing
from membership.subscriptions import next_terms, renewal_selectors, selectors
from membership.subscriptions.models import AutoRenewal, Order, Term
from membership.subscriptions.selectors import Row


def with_renewals(user: Any, *, on: date) -> list[Row]:
    """Her orders and terms; the open ones say what follows, and whether a card renews them."""
    rows = selectors.rows_of(user, on=on)
    by_url, changed = {row.url: row for row in rows}, {}
    orders = Order.objects.visible_to(user, on).filter(term__state="open")
    orders = orders.select_related("plan", "term__plan", "term__next_plan")
    shown = [order for order in orders if order.get_absolute_url() in by_url]
    known = renewal_selectors.renewals_of(order.term.pk for order in shown)
    cards = renewal_selectors.cards_of(order.payer_id for order in shown)
    managed = Order.objects.managed_by(user, on).filter(pk__in=[order.pk for order in shown])
    hers = set(managed.values_list("pk", flat=True))
    for order in shown:
        if order.pk in hers and not order.is_for_another and order.term.phase_on(on) != "lapsed":
            url = order.get_absolute_url()
            by_url[url] = changed[url] = _with_choice(by_url[url], order.term, on)
        renewal, url = known.get(order.term.pk), order.get_absolute_url()
        if renewal or _may_begin(order, on):
            card = cards.get(order.payer_id)
            changed[url] = _with(by_url[url], order, renewal, card)
    return [changed.get(row.url, row) for row in rows]


def _may_begin(order: Order, on: date) -> bool:
    """Cheaply: the page of the renewal looks at the rest."""
    return billing.card_is_offered() and order.term.phase_on(on) in {"open", "ending"}


def _with_choice(row: Row, term: Term, on: date) -> Row:
    url = reverse("subscriptions:next_plan", args=[term.pk])
    following = next_terms.next_term(term, on=on) if term.next_plan_id else None
    return replace(row, next_url=url, next_plan=following.in_words if following else "")


def _with(row: Row, order: Order, renewal: AutoRenewal | None, card: Any) -> Row:
    return replace(
        row,
        renewal=renewal_selectors.in_words(renewal, card) if renewal else "",
        renewal_url=reverse("subscriptions:automatic", args=[order.pk]),
        stop_url=reverse("subscriptions:stop_automatic", args=[order.pk])
        if renewal and renewal.is_live
        else "",
    )
