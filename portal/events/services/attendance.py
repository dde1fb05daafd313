"""Who was there: marked on a phone, added at the door, or taken over from a paper list."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from portal.events import sheets, signals
from portal.events.errors import SheetApplied, TooEarly
from portal.events.models import AttendanceSheet, Registration, Roll
from portal.events.services.registering import Guest, free_places

#: Sheets that nobody took over lose their rows after so long.
_KEPT_FOR = timedelta(days=7)


@transaction.atomic
def mark_attended(*, registration_id: int, at: datetime) -> Registration:
    """Say that somebody was there, with a place or without; the first moment stays.

    Raises:
        TooEarly: the day of the event has not come.
    """
    registration = Registration.objects.select_for_update().get(pk=registration_id)
    if registration.attended_at:
        return registration
    if not registration.roll.has_come_by(at):
        raise TooEarly(registration.roll_id)
    registration.attended_at = at
    registration.save(update_fields=["attended_at"])
    signals.attended.send(Registration, registration_id=registration.pk, attended_at=at)
    return registration


@transaction.atomic
def withdraw_attendance(*, registration_id: int, at: datetime) -> None:
    """Take a mark back that was a mistake."""
    marked = Registration.objects.filter(pk=registration_id, attended_at__isnull=False)
    if marked.update(attended_at=None):
        signals.attendance_withdrawn.send(Registration, registration_id=registration_id, at=at)


@transaction.atomic
def add_by_hand(*, roll_id: int, guest: Guest, at: datetime) -> Registration:
    """Put somebody on the roll who asked by phone or stands at the door.

    Before the event a place is given only while there is one; whoever stands at the door is there.
    The same person again is the same registration.
    """
    roll = Roll.objects.select_for_update().get(pk=roll_id)
    same = roll.registrations.standing().known_as(
        user_id=None, name=guest.name, email=guest.email, phone=guest.phone
    )
    if known := same.first():
        return known
    return _entered(roll, guest, at, Registration.Source.STAFF)


def _entered(roll: Roll, guest: Guest, at: datetime, source: str) -> Registration:
    from portal.events.services import correspondence

    has_place = at >= roll.starts_at or free_places(roll) != 0
    registration = Registration.objects.create(
        roll=roll,
        name=guest.name,
        email=guest.email,
        phone=guest.phone,
        organisation=guest.organisation,
        language=guest.language,
        source=source,
        state=Registration.State.CONFIRMED if has_place else Registration.State.WAITING,
        registered_at=at,
        confirmed_at=at if has_place else None,
    )
    if at < roll.starts_at:
        correspondence.answer(registration, at)
    if has_place:
        correspondence.ask_for_reminders(registration, at)
        signals.registration_confirmed.send(
            Registration, registration_id=registration.pk, confirmed_at=at
        )
    else:
        signals.registration_waiting.send(
            Registration, registration_id=registration.pk, registered_at=at
        )
    return registration


@transaction.atomic
def keep_sheet(
    *,
    roll_id: int,
    rows: list[sheets.Row],
    by_user_id: int,
    at: datetime,
    unused: Iterable[str] = (),
) -> AttendanceSheet:
    """Keep what was read from a file until somebody has looked at the preview."""
    return AttendanceSheet.objects.create(
        roll_id=roll_id,
        uploaded_by_id=by_user_id,
        uploaded_at=at,
        rows=[row.as_dict() for row in rows],
        unused=list(unused),
    )


@transaction.atomic
def apply_sheet(*, sheet_id: int, at: datetime) -> dict[str, int]:
    """Mark everybody of a sheet as having been there; people not on the roll are added to it.

    Rows that the preview refused are left out.

    Returns:
        how many rows there were of each verdict of ``sheets.compared``.

    Raises:
        SheetApplied: it was taken over before.
        TooEarly: the day of the event has not come.
    """
    sheet = AttendanceSheet.objects.select_for_update().get(pk=sheet_id)
    if sheet.applied_at:
        raise SheetApplied(sheet_id)
    roll = Roll.objects.select_for_update().get(pk=sheet.roll_id)
    if not roll.has_come_by(at):
        raise TooEarly(roll.pk)
    was_at = min(at, roll.starts_at)
    counts: dict[str, int] = {}
    rows = [sheets.Row(**row) for row in sheet.rows]
    for one in sheets.compared(rows, sheets.in_order_of_trust(roll.registrations.all())):
        counts[one.verdict] = counts.get(one.verdict, 0) + 1
        if one.registration_id is not None:
            mark_attended(registration_id=one.registration_id, at=was_at)
        elif one.is_new:
            added = _entered(roll, _guest(one.row), max(at, roll.starts_at),
                             Registration.Source.SHEET)  # fmt: skip
            mark_attended(registration_id=added.pk, at=was_at)
    sheet.applied_at = at
    sheet.rows = []
    sheet.save(update_fields=["applied_at", "rows"])
    return counts


def _guest(row: sheets.Row) -> Guest:
    return Guest(
        name=row.name[:160],
        language="ky",
        email=row.email,
        phone=row.phone,
        organisation=row.organisation[:200],
    )


def empty_old_sheets(*, before: datetime) -> None:
    """Forget the rows of sheets uploaded a week before ``before`` and never taken over."""
    AttendanceSheet.objects.filter(applied_at=None, uploaded_at__lt=before - _KEPT_FOR).delete()


def note_list_seen(*, registration_ids: Iterable[int], by_user_id: int, at: datetime) -> None:
    """Announce that a member of staff saw people's names and contacts."""
    signals.list_seen.send(
        Registration, registration_ids=list(registration_ids), by_user_id=by_user_id, at=at
    )
