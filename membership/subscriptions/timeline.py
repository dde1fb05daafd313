"""What subscriptions puts on a client's timeline."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise, lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from membership.clients import selectors as clients
from membership.clients.services import add_to_timeline
from membership.subscriptions.models import AutoRenewal, Opens, Order, Seat, Term


def order_placed(order: Order) -> None:
    """Somebody ordered a subscription: on the card of the subscriber, and of whoever ordered."""
    placed_by = clients.client_id_of(order.placed_by_id) if order.placed_by_id else None
    what = {"what": order.get_opens_display(), "number": order}
    if placed_by in {None, order.subscriber_id}:
        _ordered(order, order.subscriber_id, format_lazy(_("Ordered {number}: {what}"), **what))
        return
    who, whom = clients.recipient(placed_by).name, clients.recipient(order.subscriber_id).name
    by = format_lazy(_("Order {number} placed by {who}: {what}"), who=who, **what)
    _ordered(order, order.subscriber_id, by)
    own = format_lazy(_("Placed order {number} for {whom}: {what}"), whom=whom, **what)
    _ordered(order, placed_by, own)


def _ordered(order: Order, client_id: int, title: Promise) -> None:
    add_to_timeline(
        client_id=client_id,
        kind="order.placed",
        subject=f"order:{order.pk}",
        happened_at=order.placed_at,
        title=title,
        url=reverse("subscriptions_orders:inspect", args=[order.pk]),
    )


def term_opened(term: Term) -> None:
    """Access is open."""
    add_to_timeline(
        client_id=term.subscriber_id,
        kind="term.opened",
        subject=f"term:{term.pk}",
        happened_at=term.opened_at,
        title=format_lazy(_("Access opened: {what}"), what=Opens(term.opens).label),
        url=reverse("subscriptions_terms:inspect", args=[term.pk]),
    )


def next_plan_chosen(term: Term, at: datetime) -> None:
    """Under which plan the next term shall run; the latest word stands."""
    plan = term.next_plan or term.plan or (term.order and term.order.plan)
    add_to_timeline(
        client_id=term.subscriber_id,
        kind="plan.next",
        subject=f"term:{term.pk}",
        happened_at=at,
        title=format_lazy(_("For the next term: {plan}"), plan=lazystr(plan)),
        url=reverse("subscriptions_terms:inspect", args=[term.pk]),
    )


def seat_taken(seat: Seat, at: datetime) -> None:
    """Somebody reads under the subscription of an office."""
    if seat.client_id is None:
        raise ValueError(seat)
    add_to_timeline(
        client_id=seat.client_id,
        kind="seat.taken",
        subject=f"seat:{seat.pk}",
        happened_at=at,
        title=_("Took a seat of the office's subscription"),
        url=reverse("subscriptions_terms:inspect", args=[seat.term_id]),
    )


def renewal_switched_on(renewal: AutoRenewal) -> None:
    """The payer agreed that a card renews the subscription."""
    _renewal(renewal, "renewal.on", renewal.agreed_at, _("Agreed to automatic renewal by card"))


def renewal_ended(renewal: AutoRenewal, at: datetime) -> None:
    """Nothing is charged any more."""
    title = format_lazy(_("Automatic renewal ended: {why}"), why=gettext_lazy(renewal.ended_why))
    _renewal(renewal, "renewal.ended", at, title)


def _renewal(renewal: AutoRenewal, kind: str, at: datetime, title: Any) -> None:
    add_to_timeline(
        client_id=renewal.payer_id,
        kind=kind,
        subject=f"renewal:{renewal.pk}",
        happened_at=at,
        title=title,
        url=reverse("subscriptions_terms:inspect", args=[renewal.term_id]),
    )
