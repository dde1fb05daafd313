"""Named questions to the ledger of adoptions."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Count, OuterRef, Q

from portal.practices.adoptions.states import ADOPTED, State

if TYPE_CHECKING:
    from portal.practices.adoptions.models import Adoption


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    """Practices in other municipalities."""

    def current(self) -> Self:
        """Drop what was taken out as a mistake."""
        return self.filter(withdrawn_at=None)

    def of_practice(self, practice_key: "UUID | str | OuterRef") -> Self:
        """Keep the current entries of one practice, whatever the language of its page."""
        return self.current().filter(practice_key=practice_key)

    def in_places(self, territory_ids: Iterable[int]) -> Self:
        """Keep the current entries of these municipalities."""
        return self.current().filter(territory__in=list(territory_ids))

    def adopted(self) -> Self:
        """Keep the current entries where the practice lives on: adapted or in use."""
        return self.current().filter(state__in=ADOPTED)

    def recorded_between(self, begin: datetime, end: datetime) -> Self:
        """Keep what entered the ledger from ``begin`` to before ``end``."""
        return self.current().filter(recorded_at__gte=begin, recorded_at__lt=end)

    def with_place(self) -> Self:
        """Bring municipality, rayon and oblast along."""
        return self.select_related("territory__parent__parent")

    def counts_by_state(self) -> dict[str, int]:
        """How many entries stand in each state; a state without any is 0. One query."""
        numbers = {f"in_{state.value}": Count("pk", filter=Q(state=state.value)) for state in State}
        found: dict[str, Any] = self.order_by().aggregate(**numbers)
        return {state.value: found[f"in_{state.value}"] for state in State}

    def counts_by_practice(self) -> dict[UUID, int]:
        """How many municipalities live with each practice, by its translation key. One query."""
        pairs = self.adopted().order_by().values_list("practice_key").annotate(Count("pk"))
        return dict(pairs)
