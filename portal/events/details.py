"""What the page of one event shows."""

from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import clock
from portal.events import passes, selectors
from portal.events.models import EventPage, Registration

_ONLINE = "https://schema.org/OnlineEventAttendanceMode"
_OFFLINE = "https://schema.org/OfflineEventAttendanceMode"


def of(event: EventPage) -> dict[str, Any]:
    """Facts, the same for everybody."""
    now = clock.now()
    has_begun = event.starts_at <= now
    return {
        "facts": _facts(event),
        "is_over": event.ends_at < now,
        "has_begun": has_begun,
        "files": _files(event) if has_begun else [],
        "topic_slugs": {topic.slug for topic in event.topics.all()},
        "data": _data(event),
    }


def door_of(event: EventPage) -> dict[str, Any]:
    """Whether people may still register, and whether they get a place at once."""
    roll = selectors.roll_of(event)
    is_open = roll is not None and roll.is_open_at(clock.now())
    return {
        "page": event,
        "is_open": is_open,
        "is_full": roll is not None and is_open and not selectors.places_are_left(roll),
        "is_closed": event.takes_registrations
        and not is_open
        and not event.is_cancelled
        and event.ends_at >= clock.now(),
    }


def place_of(event: EventPage, reader: Any) -> dict[str, Any]:
    """The place ``reader`` has at an event to come; empty when she has none."""
    now = clock.now()
    if not reader.is_authenticated or event.is_cancelled or event.ends_at < now:
        return {}
    mine = selectors.registration_of(event, reader.pk)
    if mine is None:
        return {}
    confirmed = mine.state == Registration.State.CONFIRMED
    return {
        "mine": mine,
        "mine_url": reverse("events:mine", args=[passes.sign(mine.pk)]),
        "join_url": mine.roll.join_url if confirmed and mine.roll.is_joined_at(now) else "",
    }


def _facts(event: EventPage) -> list[dict[str, Any]]:
    place = event.place
    if event.territory and event.territory.place:
        place = f"{place} ({event.territory.place})"
    return [
        {
            "name": _("When"),
            "value": _("%(when)s, Bishkek time") % {"when": selectors.when(event)},
        },
        {"name": _("Where"), "value": place},
        {"name": _("Places"), "value": event.capacity},
        {"name": _("Project"), "value": event.project.label if event.project else ""},
    ]


def _files(event: EventPage) -> list[dict[str, Any]]:
    return [
        {
            "name": file.title,
            "url": file.document.url,
            "kind": Path(file.document.filename).suffix.lstrip("."),
            "bytes": file.document.file_size,
        }
        for file in event.files.select_related("document")
    ]


def _data(event: EventPage) -> dict[str, Any]:
    """The page in the words of schema.org."""
    status = "EventCancelled" if event.is_cancelled else "EventScheduled"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "startDate": timezone.localtime(event.starts_at).isoformat(),
        "endDate": timezone.localtime(event.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": _ONLINE if event.is_online else _OFFLINE,
        "inLanguage": event.locale.language_code,
        "isAccessibleForFree": True,
        "location": {"@type": "VirtualLocation", "url": event.full_url}
        if event.is_online
        else {"@type": "Place", "name": event.place, "address": event.place},
        "organizer": {
            "@type": "Organization",
            "name": _("Portal of best practice of local self-government"),
        },
        "url": event.full_url,
    }
    if event.capacity:
        data["maximumAttendeeCapacity"] = event.capacity
    if event.recording_url:
        data["recordedIn"] = {"@type": "VideoObject", "url": event.recording_url}
    return data
