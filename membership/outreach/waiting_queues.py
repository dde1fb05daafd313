"""What of campaigns waits for staff."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.outreach.models import Campaign, Recipient
from portal.core import clock
from portal.core.waiting import Rows, queues


@queues.named("campaign_recipients")
def recipients(user: Any) -> Rows | None:
    """Whom this member of staff is to reach in her campaigns, and still may."""
    if not user.has_perm("outreach.change_campaign"):
        return None
    mine = Campaign.objects.worked_on(clock.today()).filter(owner=user.pk)
    waiting = Recipient.objects.waiting().known().filter(campaign__in=mine)
    return Rows(
        label=_("To be reached in your campaigns"),
        rows=waiting.agreeing().filter(Q(agrees=True)),
        url=reverse("campaigns:index"),
        icon="comment",
    )


@queues.named("campaigns_over")
def campaigns_over(user: Any) -> Rows | None:
    """Campaigns past their last day: whoever closes one says what came of it."""
    if not user.has_perm("outreach.change_campaign"):
        return None
    return Rows(
        label=_("Campaigns to close"),
        rows=Campaign.objects.over(clock.today()),
        url=reverse("campaigns:index") + "?state=over",
        due="ends_on",
        icon="comment",
    )
