"""Names for the kinds of timeline entries; a room above names those it writes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.registry import Registry

known: Registry[Any] = Registry("kind of timeline entries")

known.add("client.registered", _("Registered on the Portal"))
known.add("client.entered", _("Entered into the client base"))
known.add("client.invited", _("Was invited by staff"))
known.add("client.refused", _("Declined an invitation"))
known.add("client.confirmed", _("Confirmed an invitation"))
known.add("client.said_otherwise", _("Says otherwise about herself"))
known.add("consent.withdrawn", _("Took a consent back"))
known.add("list.signed", _("Signed a list of participants"))
known.add("office.claimed", _("Named an office"))
known.add("office.verified", _("Office confirmed"))
known.add("office.declined", _("Office not confirmed"))
known.add("office.taken_back", _("Confirmation of an office taken back"))
known.add("office.ended", _("Named the last day in office"))
known.add("office.handed_over", _("An office changed hands"))
known.add("practice.kit", _("Took a practice away"))
known.add("adoption.told", _("Told about a practice taken over"))
known.add("event.registered", _("Has a place at an event"))
known.add("event.waiting", _("Waits for a place at an event"))
known.add("event.cancelled", _("Gave back a place at an event"))
known.add("event.attended", _("Took part in an event"))
known.add("mail.followed", _("Followed a link in a letter"))
known.add("mail.sent", _("Was sent a letter"))
known.add("mail.refused", _("Letters come back"))
known.add("visit.signed_in", _("Signed in"))
known.add("page.read", _("Read a page"))
known.add("document.downloaded", _("Downloaded a file"))
known.add("search.nothing", _("Searched without a result"))

#: Kinds of entries that stand on the consent to notes alone: taken back, they go.
BY_CONSENT = ("page.read", "document.downloaded", "search.nothing", "mail.followed")

#: Kinds that say that she was on the site or came to it from a letter: see ``Client.seen_at``.
SEEN = ("visit.signed_in", *BY_CONSENT)


def choices() -> list[tuple[str, Any]]:
    """All kinds with their names."""
    return list(known)


def is_known(kind: str) -> bool:
    """Whether a room has named it."""
    return kind in dict(known)
