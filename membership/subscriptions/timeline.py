"""What subscriptions puts on a client's timeline."""

from datetime import datetime

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from membership.clients.services import add_to_timeline
from membership.subscriptions.models import Opens, Order, Seat, Term


def order_placed(order: Order) -> None:
    """Somebody ordered a subscription for this client."""
    add_to_timeline(
        client_id=order.subscriber_id,
        kind="order.placed",
        subject=f"order:{order.pk}",
        happened_at=order.placed_at,
        title=format_lazy(_("Ordered: {what}"), what=Opens(order.plan.opens).label),
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
