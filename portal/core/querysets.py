"""Named questions to the rows every room stands on."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from portal.core.models import OutboxEntry


class OutboxQuerySet(models.QuerySet["OutboxEntry"]):
    """Entries of the outbox."""

    def waiting(self, at: datetime) -> Self:
        """Keep what is due, not done, not given up and not held by a worker."""
        free = Q(lease_until=None) | Q(lease_until__lt=at)
        return self.filter(free, done_at=None, given_up_at=None, due_at__lte=at).order_by(
            "due_at", "id"
        )
