"""What consents are for, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from membership.accounts.models import ConsentText

#: Purposes that have no text of their own among the consent texts.
_WITHOUT_TEXT = [("event", _("Registration for events"))]


def choices() -> list[tuple[str, Any]]:
    """All purposes with their names."""
    return [*ConsentText.Purpose.choices, *_WITHOUT_TEXT]
