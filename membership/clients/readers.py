"""Where a reader serves, for pages of the portal."""

from typing import Any

from django.utils import timezone

from membership.clients import selectors
from portal.core import readers


@readers.municipalities.named("membership.clients")
def municipality(user: Any) -> int | None:
    """The municipality of the office she holds today."""
    return selectors.municipality_of(user.pk, on=timezone.localdate())
