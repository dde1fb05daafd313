"""Named questions to the materials."""

from typing import Self

from wagtail.models import PageManager
from wagtail.query import PageQuerySet


class MaterialPageQuerySet(PageQuerySet):
    """Pages of materials."""

    def open_in(self, language: str) -> Self:
        """Keep what everyone may read in a language."""
        return self.live().filter(locale__language_code=language)  # type: ignore[no-any-return]

    def newest_first(self) -> Self:
        """By the year of the material, then by the day it came to the portal."""
        return self.order_by("-year", "-first_published_at", "-pk")  # type: ignore[no-any-return]


MaterialPageManager = PageManager.from_queryset(MaterialPageQuerySet)
