"""What people of a roll are told: rows in the caller's transaction, sent after the commit."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from portal.core import mail, outbox, sms
from portal.core.navigation import reading_language
from portal.events import icalendar, passes, selectors
from portal.events.models import Registration, Roll

REMINDER = "events.remind"
#: Name of the reminder to how long before the event it is due.
REMINDERS = {"day": timedelta(days=1), "hour": timedelta(hours=1)}


def answer(registration: Registration, at: datetime, *, moved_up: bool = False) -> None:
    """Say whether there is a place, with the link to look and to cancel."""
    letter = "registered" if registration.state == Registration.State.CONFIRMED else "waiting"
    if moved_up:
        letter = "moved_up"
    _write(registration, letter, day=f"{timezone.localdate(at):%Y%m%d}")


def say_cancelled(registration: Registration) -> None:
    """Say that the place is given back."""
    _write(registration, "cancelled", with_calendar=False)


def tell_change(roll: Roll, at: datetime) -> None:
    """Tell everybody of the roll that the time is another one or that nothing takes place."""
    letter = "called_off" if roll.is_cancelled else "changed"
    for registration in roll.registrations.standing():
        _write(registration, letter, day=f"{roll.starts_at:%Y%m%d%H%M}")
        if not roll.is_cancelled and registration.state == Registration.State.CONFIRMED:
            ask_for_reminders(registration, at)


def ask_for_reminders(registration: Registration, at: datetime) -> None:
    """Put the reminders that are still ahead into the outbox, one of each kind and start."""
    starts_at = registration.roll.starts_at
    for name, before in REMINDERS.items():
        if starts_at - before > at:
            outbox.enqueue(
                REMINDER,
                key=f"{registration.pk}:{name}:{starts_at:%Y%m%d%H%M}",
                due_at=starts_at - before,
                registration_id=registration.pk,
                name=name,
                starts_at=starts_at.isoformat(),
            )


def remind(registration: Registration, name: str, at: datetime) -> None:
    """Remind of the event, unless it is over, moved or given back, or a nearer reminder is due."""
    roll = registration.roll
    if (
        registration.state != Registration.State.CONFIRMED
        or roll.is_cancelled
        or at >= roll.starts_at
        or (name == "day" and at >= roll.starts_at - REMINDERS["hour"])
    ):
        return
    _write(registration, f"reminder_{name}", day=f"{roll.starts_at:%Y%m%d%H%M}")


def _write(
    registration: Registration, letter: str, *, day: str = "", with_calendar: bool = True
) -> None:
    event = selectors.page_of(registration.roll, registration.language)
    if event is None:
        return
    language = registration.language
    context = _context(registration, event, language)
    template = f"events/letters/{letter}.txt"
    key = f"event:{registration.pk}:{letter}:{day}"
    if registration.email:
        mail.post(
            to=registration.email,
            template=template,
            language=language,
            key=key,
            context=context,
            attachments=[_calendar(registration, event)] if with_calendar else [],
        )
    elif registration.phone:
        subject = mail.subject(template, language, context)
        sms.post(
            to=registration.phone,
            text=f"{subject} {context['when']}. {context['url']}",
            language=language,
            kind=f"event_{letter}",
            key=key,
            subject=subject,
        )


def _context(registration: Registration, event: Any, language: str) -> dict[str, Any]:
    with translation.override(language):
        when = selectors.when(event)
        path = reverse("events:mine", args=[passes.sign(registration.pk)])
    confirmed = registration.state == Registration.State.CONFIRMED
    return {
        "registration": registration,
        "event": event,
        "when": when,
        "url": f"{settings.SITE_URL}{path}",
        "event_url": event.full_url,
        "join_url": registration.roll.join_url if confirmed else "",
        "events_url": f"{settings.SITE_URL}/{reading_language(language)}/events/",
    }


def _calendar(registration: Registration, event: Any) -> dict[str, str]:
    confirmed = registration.state == Registration.State.CONFIRMED
    join_url = registration.roll.join_url if confirmed else ""
    return {
        "name": f"{event.slug}.ics",
        "type": "text/calendar",
        "text": icalendar.written([event], join_url=join_url),
    }
