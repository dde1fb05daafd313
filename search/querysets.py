"""Named questions to the tables of search."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from search.models import Synonym


class SynonymQuerySet(models.QuerySet["Synonym"]):
    """Rows of words that mean the same."""

    def used(self) -> Self:
        """Keep the rows that apply to queries."""
        return self.filter(is_used=True)

    def from_register(self) -> Self:
        """Keep the rows that the register of territories writes."""
        return self.filter(origin="register")
