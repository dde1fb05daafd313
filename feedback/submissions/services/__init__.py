"""Every change of a submission, one function per deed."""

from feedback.submissions.services.drafts import (
    add_evidence,
    name_evidence,
    remove_evidence,
    save_draft,
    start_draft,
)
from feedback.submissions.services.handing_over import take_over_drafts
from feedback.submissions.services.publication import (
    mark_published,
    mark_unpublished,
    tell_of_adoption,
)
from feedback.submissions.services.review import accept, decline, return_with_reasons, take_step
from feedback.submissions.services.sending import attach_to_client, submit, withdraw

__all__ = [
    "accept",
    "add_evidence",
    "attach_to_client",
    "decline",
    "mark_published",
    "mark_unpublished",
    "name_evidence",
    "remove_evidence",
    "return_with_reasons",
    "save_draft",
    "start_draft",
    "submit",
    "take_over_drafts",
    "take_step",
    "tell_of_adoption",
    "withdraw",
]
