"""Every change of the client base, one function per deed."""

from membership.clients.services.cards import (
    add_contact,
    dismiss_suspicion,
    find_or_create_by_contact,
    leave_trace,
    suspect,
    write_note,
)
from membership.clients.services.consents import record_consent, withdraw_consent
from membership.clients.services.opening import open_card
from membership.clients.services.timeline import add_to_timeline, withdraw_from_timeline

__all__ = [
    "add_contact",
    "add_to_timeline",
    "dismiss_suspicion",
    "find_or_create_by_contact",
    "leave_trace",
    "open_card",
    "record_consent",
    "suspect",
    "withdraw_consent",
    "withdraw_from_timeline",
    "write_note",
]
