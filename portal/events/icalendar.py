"""An event as a file for a calendar (RFC 5545)."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from portal.events.models import EventPage

_LONGEST_LINE = 73  # octets, before the line is folded


def response(event: "EventPage") -> HttpResponse:
    """The event as a download."""
    answer = HttpResponse(written(event), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return answer


def written(event: "EventPage") -> str:
    """The text of the file."""
    changed = event.last_published_at or event.starts_at
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Portal of local self-government//KG",
        "BEGIN:VEVENT",
        f"UID:{event.translation_key}-{event.locale.language_code}",
        f"DTSTAMP:{_moment(changed)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}",
        f"SUMMARY:{_text(event.title)}",
        f"DESCRIPTION:{_text(event.summary)}",
        f"LOCATION:{_text(event.place)}",
        f"URL:{event.full_url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


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
