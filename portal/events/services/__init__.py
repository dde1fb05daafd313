"""Every change of events and their rolls, one function per deed."""

from portal.events.services.attendance import (
    add_by_hand,
    apply_sheet,
    empty_old_sheets,
    keep_sheet,
    mark_attended,
    note_list_seen,
    withdraw_attendance,
)
from portal.events.services.registering import cancel, register
from portal.events.services.rolls import follow_page

__all__ = [
    "add_by_hand",
    "apply_sheet",
    "cancel",
    "empty_old_sheets",
    "follow_page",
    "keep_sheet",
    "mark_attended",
    "note_list_seen",
    "register",
    "withdraw_attendance",
]
