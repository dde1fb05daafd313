"""Named questions to the bodies people serve in."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from membership.organisations.models import Organisation


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations."""

    def with_place(self) -> Self:
        """Fetch the municipality, rayon and oblast along, for lists that show them."""
        return self.select_related("territory__parent__parent")

    def in_oblast(self, territory_id: int) -> Self:
        """Keep the bodies of a territory of the first level and of everything below it."""
        return self.filter(
            models.Q(territory=territory_id)
            | models.Q(territory__parent=territory_id)
            | models.Q(territory__parent__parent=territory_id)
        )
