"""Named questions to consent texts."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import OuterRef, Subquery

if TYPE_CHECKING:
    from membership.accounts.models import ConsentText


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    """Versions of consent texts."""

    def in_force_on(self, day: date) -> Self:
        """Keep of each purpose, service and channel the newest text in force on ``day``."""
        newest = (
            self.model.objects.filter(
                purpose=OuterRef("purpose"),
                service=OuterRef("service"),
                channel=OuterRef("channel"),
                in_force_from__lte=day,
            )
            .order_by("-in_force_from", "-id")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest))
