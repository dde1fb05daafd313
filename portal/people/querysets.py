"""Named questions about people."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from portal.people.models import Person


class PersonQuerySet(models.QuerySet["Person"]):
    """The people …"""

    def shown(self) -> Self:
        """Keep those who agree to be found."""
        return self.exclude(consent_on=None).select_related("territory__parent__parent__parent")
