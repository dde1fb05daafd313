"""What of subscriptions waits for staff."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.models import ENDING_DAYS, AutoRenewal, Order, Term
from membership.subscriptions.states import State
from portal.core import clock
from portal.core.waiting import Rows, queues


@queues.named("ending_subscriptions")
def ending_subscriptions(user: Any) -> Rows | None:
    """Terms about to end that nobody renewed."""
    if not user.has_perm("subscriptions.view_term"):
        return None
    ending = Term.objects.ending_within(ENDING_DAYS, clock.today()).without_successor()
    ending = ending.without_automatic_renewal()
    return Rows(
        label=_("Subscriptions that end within 30 days"),
        rows=ending,
        url=reverse("subscriptions_terms:index") + "?phase=ending",
        due="ends_on",
        can_be_late=False,
        icon="date",
    )


@queues.named("draft_orders")
def draft_orders(user: Any) -> Rows | None:
    """Orders that wait for their invoice."""
    if not user.has_perm("subscriptions.change_order"):
        return None
    drafts = Order.objects.filter(state=State.DRAFT)
    return Rows(
        label=_("Orders without an invoice"),
        rows=drafts,
        url=reverse("subscriptions_orders:index") + f"?state={State.DRAFT}",
        icon="form",
    )


#: A renewal that lapsed longer ago is history.
_RECENT_DAYS = 30


@queues.named("failed_renewals")
def failed_renewals(user: Any) -> Rows | None:
    """Payers whose card did not pay: a call may help."""
    if not user.has_perm("subscriptions.view_term"):
        return None
    recent = clock.now() - timedelta(days=_RECENT_DAYS)
    failed = AutoRenewal.objects.failed().exclude(ended_at__lt=recent)
    return Rows(
        label=_("Renewals by card that failed"),
        rows=failed,
        url=reverse("subscriptions_terms:index") + "?renewal=failed",
        icon="warning",
    )
