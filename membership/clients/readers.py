"""Where a reader serves, and her audience where she agreed to be counted with it."""

from typing import Any

from django.utils import timezone

from membership.clients import selectors
from portal.core import audience, readers


@readers.municipalities.named("membership.clients")
def municipality(user: Any) -> int | None:
    """The municipality of the office she holds today."""
    return selectors.municipality_of(user.pk, on=timezone.localdate())


@audience.known_categories.named("membership.clients")
def category(user: Any) -> str:
    """The audience on her card, with her consent to statistics only."""
    return selectors.category_for_statistics(user.pk)
