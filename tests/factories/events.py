"""People of events for tests."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.events import selectors, services
from portal.events.models import EventPage, Registration, Roll
from portal.events.services.registering import Consent, Guest
from tests.factories.portal import event


def coming(**fields: Any) -> EventPage:
    """A published event in three days; call ``grow_sections`` first."""
    starts_at = fields.pop("starts_at", None) or timezone.now() + timedelta(days=3)
    return event(starts_at=starts_at.replace(microsecond=0), **fields)


def roll(page: EventPage) -> Roll:
    """The roll of a published page."""
    found = selectors.roll_of(page)
    assert found is not None
    return found


def guest(number: int = 1, **fields: Any) -> Guest:
    """Somebody with a name and an address of her own."""
    defaults = {
        "name": f"Асанова {'абвгдежзиклмнопрстуф'[number % 20] * 3}{number // 20 or ''}",
        "email": f"guest{number}@example.kg",
        "language": "ky",
    }
    return Guest(**{**defaults, **fields})


def registered(page: EventPage, number: int = 1, **fields: Any) -> Registration:
    """Somebody registered, with a place or on the waiting list as it comes."""
    at: datetime = fields.pop("at", None) or timezone.now()
    return services.register(
        roll_id=roll(page).pk,
        guest=guest(number, **fields),
        at=at,
        consent=Consent("1.0", "Макулмун"),
    )


def on_its_day(page: EventPage) -> EventPage:
    """The event begins now: whoever is there can be marked."""
    Roll.objects.filter(event_key=page.translation_key).update(starts_at=timezone.now())
    return page
