"""Facts that events announce. Each is sent inside the transaction that made it true."""

from django.dispatch import Signal

#: Somebody has a place: at once, or moved up from the waiting list.
#: Arguments: ``registration_id`` (int), ``confirmed_at`` (aware datetime).
registration_confirmed = Signal()

#: All places are taken; somebody waits for one.
#: Arguments: ``registration_id`` (int), ``registered_at`` (aware datetime).
registration_waiting = Signal()

#: Somebody gave her place back, or staff took it back.
#: Arguments: ``registration_id`` (int), ``cancelled_at`` (aware datetime).
registration_cancelled = Signal()

#: Somebody was there. Arguments: ``registration_id`` (int), ``attended_at`` (aware datetime).
attended = Signal()

#: A mark of attendance was a mistake. Arguments: ``registration_id`` (int), ``at``.
attendance_withdrawn = Signal()

#: A member of staff saw a list of people.
#: Arguments: ``registration_ids`` (list of int), ``by_user_id`` (int), ``at``.
list_seen = Signal()
