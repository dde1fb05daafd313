"""Every change of the client base, one function per deed."""

from membership.clients.services.adoptions import note_adoption
from membership.clients.services.cards import (
    add_contact,
    card_of_organisation,
    dismiss_suspicion,
    enter_client,
    find_or_create_by_contact,
    leave_trace,
    leave_traces,
    note_contact,
    suspect,
    write_note,
)
from membership.clients.services.consents import record_consent, withdraw_consent
from membership.clients.services.kits import note_kit
from membership.clients.services.offices import claim_office, decline_office, verify_office
from membership.clients.services.opening import open_card, take_answers
from membership.clients.services.segments import (
    add_to_segment,
    drop_segment,
    make_segment,
    remove_from_segment,
    replace_in_segment,
)
from membership.clients.services.standings import (
    check_standings,
    forget_standings,
    keep_standings,
    sum_anew,
)
from membership.clients.services.timeline import add_to_timeline, withdraw_from_timeline
from membership.clients.services.visits import invite, note_list_seen, note_visit, withdraw_visit

__all__ = [
    "add_contact",
    "add_to_segment",
    "add_to_timeline",
    "card_of_organisation",
    "check_standings",
    "claim_office",
    "decline_office",
    "dismiss_suspicion",
    "drop_segment",
    "enter_client",
    "find_or_create_by_contact",
    "forget_standings",
    "invite",
    "keep_standings",
    "leave_trace",
    "leave_traces",
    "make_segment",
    "note_adoption",
    "note_contact",
    "note_kit",
    "note_list_seen",
    "note_visit",
    "open_card",
    "record_consent",
    "remove_from_segment",
    "replace_in_segment",
    "sum_anew",
    "suspect",
    "take_answers",
    "verify_office",
    "withdraw_consent",
    "withdraw_from_timeline",
    "withdraw_visit",
    "write_note",
]
