"""What of the bank waits for staff."""

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.bank.models import BankLine
from portal.core.waiting import Queue, queues


@queues.named("bank_lines")
def bank_lines(user: Any) -> Queue | None:
    """Lines nobody could place for certain."""
    if not user.has_perm("bank.change_bankline"):
        return None
    waiting = BankLine.objects.waiting().order_by()
    facts = waiting.aggregate(count=Count("pk"), first=Min("booked_on"))
    return Queue(
        label=_("Lines of the bank to decide"),
        count=facts["count"],
        url=reverse("bank_lines:index") + "?state=waiting",
        due_on=facts["first"],
        icon="download",
    )
