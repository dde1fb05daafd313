"""Named questions about lines of the bank."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from membership.bank.models import BankLine


class BankLineQuerySet(models.QuerySet["BankLine"]):
    """Lines."""

    def waiting(self) -> Self:
        """Keep what a person must decide."""
        return self.filter(state="waiting")

    def certain(self) -> Self:
        """Keep what books itself and is not booked yet."""
        return self.filter(state="certain")
