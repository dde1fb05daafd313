"""Answers about events."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from portal.core import clock
from portal.events.models import EventPage

if TYPE_CHECKING:
    from collections.abc import Iterable

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """An event as a row of a list."""

    url: str
    title: str
    facts: list[str]


def upcoming(language: str, at: datetime) -> QuerySet[EventPage]:
    """Published events of a language that are not over at ``at``, the next one first."""
    return _open_in(language).filter(ends_at__gte=at).order_by("starts_at", "pk")


def past(language: str, at: datetime) -> QuerySet[EventPage]:
    """Published events of a language that are over, the latest first."""
    return _open_in(language).filter(ends_at__lt=at).order_by("-starts_at", "-pk")


def _open_in(language: str) -> QuerySet[EventPage]:
    events: QuerySet[EventPage] = EventPage.objects.live().filter(locale__language_code=language)
    return events


def rows(events: "Iterable[EventPage]") -> list[Row]:
    """What a list shows of events."""
    return [
        Row(url=one.url or "/", title=one.title, facts=[when(one), one.place]) for one in events
    ]


def when(event: EventPage) -> str:
    """Day and hours in Bishkek time; two days when it ends on another one."""
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    first = formats.date_format(start, "DATE_FORMAT")
    if start.date() == end.date():
        return f"{first}, {start:%H:%M}–{end:%H:%M}"
    return f"{first}, {start:%H:%M} – {formats.date_format(end, 'DATE_FORMAT')}, {end:%H:%M}"


def agenda(language: str, number: str | None) -> dict[str, Any]:
    """What the page of all events shows."""
    now = clock.now()
    part = Paginator(past(language, now), PER_PAGE).get_page(number)
    return {"coming": rows(upcoming(language, now)), "part": part, "past": rows(part)}


def details(event: EventPage) -> dict[str, Any]:
    """What the page of one event shows."""
    facts = [
        {"name": _("When"), "value": _("%(when)s, Bishkek time") % {"when": when(event)}},
        {"name": _("Where"), "value": event.place},
        {"name": _("Places"), "value": event.capacity},
    ]
    online = "https://schema.org/OnlineEventAttendanceMode"
    offline = "https://schema.org/OfflineEventAttendanceMode"
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "startDate": timezone.localtime(event.starts_at).isoformat(),
        "endDate": timezone.localtime(event.ends_at).isoformat(),
        "eventAttendanceMode": online if event.is_online else offline,
        "inLanguage": event.locale.language_code,
        "location": {"@type": "VirtualLocation", "url": event.full_url}
        if event.is_online
        else {"@type": "Place", "name": event.place, "address": event.place},
        "url": event.full_url,
    }
    return {"facts": facts, "is_over": event.ends_at < clock.now(), "data": data}
