"""The payments that lines of the bank stand behind."""

from typing import Any

from membership.bank.models import Allocation
from membership.billing import brought


@brought.sources.named("bank")
def of_lines() -> Any:
    """Those that a line brought, and those entered by hand in which one was recognised."""
    return Allocation.objects.exclude(payment=None).values("payment")
