"""Named questions to inquiries."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from feedback.desk.models import Inquiry


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """Inquiries."""

    def waiting(self) -> Self:
        """Keep what has no answer yet, the earliest promise first."""
        return self.filter(state="waiting").order_by("due_on", "pk")

    def overdue(self, day: date) -> Self:
        """Keep what should have been answered before ``day``."""
        return self.waiting().filter(due_on__lt=day)

    def of_author(self, user_id: int) -> Self:
        """Keep what this account asked."""
        return self.filter(author_id=user_id)
