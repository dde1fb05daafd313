"""Named questions to norms and to checks of pages that cite them."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from portal.norms.models import Recheck


class RecheckQuerySet(models.QuerySet["Recheck"]):
    """Checks of pages whose norm changed."""

    def waiting(self) -> Self:
        """Keep those nobody has decided; a deleted page has nothing left to check."""
        return self.filter(decided_at=None).exclude(page=None)

    def with_change(self) -> Self:
        """Bring the change and the norm, which every line about a check names."""
        return self.select_related("change__norm")

    def oldest_first(self) -> Self:
        """Put the longest waiting first, the languages of one page together."""
        return self.order_by("opened_at", "page__translation_key", "pk")
