"""What of the bank waits for staff."""

from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.bank.models import BankLine
from portal.core.waiting import Queue, queues


@queues.named("bank_lines")
def bank_lines(user: Any) -> Queue | None:
    """Lines nobody could place for certain."""
    if not user.has_perm("bank.change_bankline"):
        return None
    waiting = BankLine.objects.waiting()
    return Queue(
        label=_("Lines of the bank to decide"),
        count=waiting.count(),
        url=reverse("bank_lines:index") + "?state=waiting",
        due_on=waiting.aggregate(first=Min("booked_on"))["first"],
        icon="download",
    )
