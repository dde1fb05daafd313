"""Every change of the client base, one function per deed."""

from membership.clients.services.adoptions import note_adoption
from membership.clients.services.answers import settle_answers
from membership.clients.services.cards import (
    add_contact,
    card_of_organisation,
    correct_contact,
    dismiss_suspicion,
    enter_client,
    find_or_create_by_contact,
    leave_trace,
    leave_traces,
    mark_contact,
    mark_dead,
    note_contact,
    suspect,
    suspect_again,
    take_contact_off,
    write_note,
)
from membership.clients.services.consents import record_consent, withdraw_consent
from membership.clients.services.erasing import erase_client
from membership.clients.services.invitations import confirm as confirm_invitation
from membership.clients.services.invitations import (
    forget_unanswered,
    invite,
    invite_known,
    note_confirmed,
)
from membership.clients.services.invitations import refuse as refuse_invitation
from membership.clients.services.invitations import remind as remind_invited
from membership.clients.services.kits import note_kit
from membership.clients.services.lists import (
    apply_list,
    correct_list,
    drop_list,
    forget_unused_lists,
    keep_list,
)
from membership.clients.services.looking import (
    choose_columns,
    drop_view,
    rename_view,
    save_view,
    share_view,
)
from membership.clients.services.mandates import (
    decide_as_colleague,
    end_office,
    forget_kept_pages,
    hand_over,
    take_back_office,
    verify_by_domain,
)
from membership.clients.services.offices import (
    claim_office,
    decline_office,
    drop_claims,
    enter_office,
    verify_office,
)
from membership.clients.services.opening import open_card, take_answers
from membership.clients.services.paper_consents import (
    check_scan,
    enter_consent,
    withdraw_by_link,
    withdraw_for,
)
from membership.clients.services.segments import (
    add_to_segment,
    copy_segment,
    drop_segment,
    make_segment,
    remove_from_segment,
    rename_segment,
    replace_in_segment,
)
from membership.clients.services.standings import (
    check_standings,
    enter_standings,
    follow_cards,
    forget_standings,
    keep_standings,
    sum_anew,
)
from membership.clients.services.tags import drop_tag, merge_tags, rename_tag
from membership.clients.services.tasks import (
    change_task,
    finish_task,
    give_task,
    give_tasks,
    hand_task,
    move_task,
    remind_of_tasks,
    reopen_task,
)
from membership.clients.services.timeline import add_to_timeline, withdraw_from_timeline
from membership.clients.services.visits import note_list_seen, note_visit, withdraw_visit

__all__ = [
    "add_contact",
    "add_to_segment",
    "add_to_timeline",
    "apply_list",
    "card_of_organisation",
    "change_task",
    "check_scan",
    "check_standings",
    "choose_columns",
    "claim_office",
    "confirm_invitation",
    "copy_segment",
    "correct_contact",
    "correct_list",
    "decide_as_colleague",
    "decline_office",
    "dismiss_suspicion",
    "drop_claims",
    "drop_list",
    "drop_segment",
    "drop_tag",
    "drop_view",
    "end_office",
    "enter_client",
    "enter_consent",
    "enter_office",
    "enter_standings",
    "erase_client",
    "find_or_create_by_contact",
    "finish_task",
    "follow_cards",
    "forget_kept_pages",
    "forget_standings",
    "forget_unanswered",
    "forget_unused_lists",
    "give_task",
    "give_tasks",
    "hand_over",
    "hand_task",
    "invite",
    "invite_known",
    "keep_list",
    "keep_standings",
    "leave_trace",
    "leave_traces",
    "make_segment",
    "mark_contact",
    "mark_dead",
    "merge_tags",
    "move_task",
    "note_adoption",
    "note_confirmed",
    "note_contact",
    "note_kit",
    "note_list_seen",
    "note_visit",
    "open_card",
    "record_consent",
    "refuse_invitation",
    "remind_invited",
    "remind_of_tasks",
    "remove_from_segment",
    "rename_segment",
    "rename_tag",
    "rename_view",
    "reopen_task",
    "replace_in_segment",
    "save_view",
    "settle_answers",
    "share_view",
    "sum_anew",
    "suspect",
    "suspect_again",
    "take_answers",
    "take_back_office",
    "take_contact_off",
    "verify_by_domain",
    "verify_office",
    "withdraw_by_link",
    "withdraw_consent",
    "withdraw_for",
    "withdraw_from_timeline",
    "withdraw_visit",
    "write_note",
]
