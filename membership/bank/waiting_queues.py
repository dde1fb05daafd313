"""What of the bank waits for staff."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.bank.models import BankLine
from portal.core.waiting import Rows, queues


@queues.named("bank_lines")
def bank_lines(user: Any) -> Rows | None:
    """Lines nobody could place for certain."""
    if not user.has_perm("bank.change_bankline"):
        return None
    return Rows(
        label=_("Lines of the bank to decide"),
        rows=BankLine.objects.waiting(),
        url=reverse("bank_lines:index") + "?state=waiting",
        icon="download",
    )
