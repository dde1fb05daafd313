"""What consents are for, in words. Rooms above add purposes of their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from membership.accounts.models import ConsentText
from portal.core.registry import Registry

#: Purposes that have no text among the consent texts, with their names.
others: Registry[Any] = Registry("purpose of a consent")
others.add("event", _("Registration for events"))


def choices() -> list[tuple[str, Any]]:
    """All purposes with their names."""
    return [*ConsentText.Purpose.choices, *others]
