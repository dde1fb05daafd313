"""Names for the kinds of timeline entries; a room above names those it writes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.registry import Registry

known: Registry[Any] = Registry("kind of timeline entries")

known.add("client.registered", _("Registered on the Portal"))
known.add("client.entered", _("Entered into the client base"))
known.add("office.verified", _("Office confirmed"))
known.add("practice.kit", _("Took a practice away"))
known.add("adoption.told", _("Told about a practice taken over"))
known.add("event.registered", _("Has a place at an event"))
known.add("event.waiting", _("Waits for a place at an event"))
known.add("event.cancelled", _("Gave back a place at an event"))
known.add("event.attended", _("Took part in an event"))
known.add("mail.followed", _("Followed a link in a letter"))


def choices() -> list[tuple[str, Any]]:
    """All kinds with their names."""
    return list(known)
