"""Named questions to the bodies people serve in."""

from typing import TYPE_CHECKING, Self

from django.db import models

from portal.territories import lineage

if TYPE_CHECKING:
    from membership.organisations.models import Organisation


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations."""

    def with_place(self) -> Self:
        """Fetch the municipality, rayon and oblast along, for lists that show them."""
        return self.select_related("territory__parent__parent")

    def working(self) -> Self:
        """Drop the bodies that an act on their municipality dissolved."""
        return self.filter(dissolved_on=None)

    def in_oblast(self, territory_id: int) -> Self:
        """Keep the bodies of a territory, of everything below it and of what became part of it."""
        return self.filter(territory__in=lineage.inside(territory_id))
