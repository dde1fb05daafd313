"""Events as a calendar (RFC 5545). Moments are in UTC, so that no program has to know Bishkek."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from portal.events.models import EventPage

_LONGEST_LINE = 73  # octets, before the line is folded
_MINUTE = 60


def response(events: Iterable["EventPage"], *, name: str, title: str = "") -> HttpResponse:
    """Events as a download or as a calendar that programs follow."""
    answer = HttpResponse(written(events, title=title), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


def written(
    events: Iterable["EventPage"], *, title: str = "", join_url: str = "", status: str = "CONFIRMED"
) -> str:
    """The text of the calendar.

    Args:
        title: the name under which a program shows the calendar.
        join_url: only in files for people who have a place.
        status: how the reader stands to the events; one called off is cancelled for everybody.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Portal of local self-government//KG",
        "CALSCALE:GREGORIAN",
        *([f"X-WR-CALNAME:{_text(title)}"] if title else []),
        "X-WR-TIMEZONE:Asia/Bishkek",
        *(line for event in events for line in _event(event, join_url, status)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event: "EventPage", join_url: str, status: str) -> Iterator[str]:
    changed = event.last_published_at or event.starts_at
    about = f"{event.summary}\n{join_url}" if join_url else event.summary
    yield "BEGIN:VEVENT"
    yield f"UID:{event.translation_key}-{event.locale.language_code}"
    yield f"DTSTAMP:{_moment(changed)}"
    yield f"LAST-MODIFIED:{_moment(changed)}"
    yield f"SEQUENCE:{int(changed.timestamp()) // _MINUTE}"
    yield f"DTSTART:{_moment(event.starts_at)}"
    yield f"DTEND:{_moment(event.ends_at)}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else status}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"DESCRIPTION:{_text(about)}"
    yield f"LOCATION:{_text(event.place)}"
    yield f"URL:{event.full_url}"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > _LONGEST_LINE:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
