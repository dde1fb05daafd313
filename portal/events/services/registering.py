"""Taking a place and giving it back. The roll's row is locked whenever places are counted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from portal.core import pagecache
from portal.events import signals
from portal.events.errors import RegistrationClosed, TooLate
from portal.events.models import Registration, Roll
from portal.events.services import correspondence


@dataclass(frozen=True, slots=True)
class Guest:
    """Who wants to come. E-mail and phone in their normal spelling, or empty."""

    name: str
    language: str
    email: str = ""
    phone: str = ""
    organisation: str = ""
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """The words somebody agreed to, in the language she saw."""

    version: str = ""
    text: str = ""


@transaction.atomic
def register(
    *,
    roll_id: int,
    guest: Guest,
    at: datetime,
    consent: Consent = Consent(),
    source: str = Registration.Source.SITE,
) -> Registration:
    """Give somebody a place or, when all are taken, a turn on the waiting list.

    The same person again is the same registration; her letter is sent once more, at most daily.

    Raises:
        RegistrationClosed: nobody can register any more.
    """
    roll = Roll.objects.select_for_update().get(pk=roll_id)
    same = roll.registrations.standing().known_as(
        user_id=guest.user_id, name=guest.name, email=guest.email, phone=guest.phone
    )
    if known := same.first():
        correspondence.answer(known, at)
        return known
    if not roll.is_open_at(at):
        raise RegistrationClosed(roll_id)
    registration = Registration(
        roll=roll,
        user_id=guest.user_id,
        name=guest.name,
        email=guest.email,
        phone=guest.phone,
        organisation=guest.organisation,
        language=guest.language if guest.language in {"ky", "ru"} else "ru",
        source=source,
        registered_at=at,
        consent_version=consent.version,
        consent_text=consent.text,
    )
    if free_places(roll) == 0:
        registration.state = Registration.State.WAITING
        registration.save()
        correspondence.answer(registration, at)
        signals.registration_waiting.send(
            Registration, registration_id=registration.pk, registered_at=at
        )
    else:
        _confirm(registration, at)
        _tell_readers(roll)
    return registration


@transaction.atomic
def cancel(*, registration_id: int, at: datetime) -> Registration:
    """Give a place back; whoever waits the longest gets it. Harmless when repeated.

    Raises:
        TooLate: the event has begun.
    """
    roll_id = Registration.objects.values_list("roll", flat=True).get(pk=registration_id)
    roll = Roll.objects.select_for_update().get(pk=roll_id)
    registration = Registration.objects.select_for_update().get(pk=registration_id)
    if registration.state == Registration.State.CANCELLED:
        return registration
    if at >= roll.starts_at:
        raise TooLate(registration_id)
    was_full = free_places(roll) == 0
    registration.state = Registration.State.CANCELLED
    registration.cancelled_at = at
    registration.save(update_fields=["state", "cancelled_at"])
    correspondence.say_cancelled(registration)
    signals.registration_cancelled.send(
        Registration, registration_id=registration.pk, cancelled_at=at
    )
    move_up(roll, at)
    if was_full:
        _tell_readers(roll, became_free=True)
    return registration


def move_up(roll: Roll, at: datetime) -> None:
    """Give free places to those who wait, in their order. The caller has locked the roll."""
    if roll.is_cancelled or at >= roll.starts_at:
        return
    free = free_places(roll)
    waiting = roll.registrations.waiting_in_order()
    for registration in waiting if free is None else waiting[:free]:
        _confirm(registration, at, moved_up=True)


def free_places(roll: Roll) -> int | None:
    """How many places nobody has yet; None when the event takes as many as come."""
    if roll.capacity is None:
        return None
    return max(roll.capacity - roll.registrations.with_a_place().count(), 0)


def _confirm(registration: Registration, at: datetime, *, moved_up: bool = False) -> None:
    registration.state = Registration.State.CONFIRMED
    registration.confirmed_at = at
    registration.save()
    correspondence.answer(registration, at, moved_up=moved_up)
    correspondence.ask_for_reminders(registration, at)
    signals.registration_confirmed.send(
        Registration, registration_id=registration.pk, confirmed_at=at
    )


def _tell_readers(roll: Roll, *, became_free: bool = False) -> None:
    """Kept pages say whether there are places: they are stale once that changes."""
    if became_free or free_places(roll) == 0:
        transaction.on_commit(pagecache.forget_all)
