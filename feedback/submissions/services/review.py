"""The reviewer's three decisions: the only ways on from a submission that is in review."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, TaskState

from feedback.submissions import letters, practice_page
from feedback.submissions.checklist import needs_words
from feedback.submissions.errors import MoveNotAllowed, OwnSubmission, ReasonsMissing
from feedback.submissions.models import ReviewRound, Submission
from feedback.submissions.services.moves import locked, move
from feedback.submissions.states import Deed, State
from portal.core import roles
from portal.practices import services as practices

_DECISIONS = {
    Deed.RETURN: ReviewRound.Decision.RETURNED,
    Deed.DECLINE: ReviewRound.Decision.DECLINED,
    Deed.ACCEPT: ReviewRound.Decision.ACCEPTED,
}


@transaction.atomic
def return_with_reasons(
    *, submission_id: int, reviewer_id: int, reasons: str, checked: Sequence[str], at: datetime
) -> Submission:
    """Send a text back to its author, saying what to correct.

    What was accepted can still go back as long as no reader has seen its page: the draft is
    deleted, and accepting the corrected text makes a new one.

    Args:
        checked: codes of the checklist that are in order; she is told the others, unless none is
            given: then the checklist was not used.

    Raises:
        ReasonsMissing: no word says why.
        MoveNotAllowed: it is not in review, and is not a draft of the editors either.
        OwnSubmission: the reviewer wrote it.
    """
    submission = _decide(submission_id, Deed.RETURN, reviewer_id, reasons, checked, at)
    if submission.page_id is not None:
        practices.drop_draft(page_id=submission.page_id)
        submission.page = None
        submission.save(update_fields=["page"])
    letters.returned(submission)
    return submission


@transaction.atomic
def decline(
    *, submission_id: int, reviewer_id: int, reasons: str, checked: Sequence[str], at: datetime
) -> Submission:
    """End the review without a practice page.

    Raises:
        ReasonsMissing: no word says why.
        MoveNotAllowed: it is not in review.
        OwnSubmission: the reviewer wrote it.
    """
    submission = _decide(submission_id, Deed.DECLINE, reviewer_id, reasons, checked, at)
    letters.declined(submission)
    return submission


@transaction.atomic
def accept(
    *,
    submission_id: int,
    reviewer_id: int,
    checked: Sequence[str],
    at: datetime,
    note: str = "",
    proof_checked_how: str = "",
) -> Submission:
    """Make the text a practice page in draft, with nothing retyped.

    Args:
        note: a word to the author; it says why a text with open points is accepted all the same.
        proof_checked_how: an ``Evidence.Check``; empty: the page does not claim that anybody has
            checked the photos and papers.

    Raises:
        ReasonsMissing: points of the checklist are open, and no word says why it is accepted.
        MoveNotAllowed: it is not in review.
        OwnSubmission: the reviewer wrote it.
    """
    submission = _decide(submission_id, Deed.ACCEPT, reviewer_id, note, checked, at)
    submission.page_id = practice_page.draft(
        submission, on=timezone.localdate(at), checked_how=proof_checked_how
    )
    submission.save(update_fields=["page"])
    letters.accepted(submission)
    return submission


def _decide(
    submission_id: int,
    deed: Deed,
    reviewer_id: int,
    reasons: str,
    checked: Sequence[str],
    at: datetime,
) -> Submission:
    submission = locked(submission_id)
    if submission.owner_id == reviewer_id:
        raise OwnSubmission(submission_id)
    if needs_words(deed, checked) and not reasons.strip():
        raise ReasonsMissing(submission_id)
    if submission.state == State.ACCEPTED:
        _reopen(submission, deed, at)
    submission.reviewer_id = reviewer_id
    move(submission, deed, at=at, by_user_id=reviewer_id, reasons=reasons)
    submission.rounds.filter(decided_at=None).update(
        decided_at=at,
        decision=_DECISIONS[deed],
        reviewer=reviewer_id,
        reasons=reasons,
        checked=list(checked),
    )
    return submission


def _reopen(submission: Submission, deed: Deed, at: datetime) -> None:
    """Begin the round in which a text that was accepted already goes back."""
    if not submission.is_unseen():
        raise MoveNotAllowed(submission.state, deed)
    ReviewRound.objects.create(
        submission=submission, position=submission.rounds.count() + 1, sent_at=at
    )


def take_step(step: TaskState) -> None:
    """The step of the reviewers in the workflow of a page: whoever accepted the text has read it.

    Other steps, and pages that came from nobody, wait for their people. The caller saves the
    workflow: it moves on by itself from a step that ends as it begins.
    """
    page = step.workflow_state.content_object
    groups = getattr(step.task.specific, "groups", Group.objects.none())
    if not (isinstance(page, Page) and groups.filter(name=roles.REVIEWER).exists()):
        return
    accepted = Submission.objects.made_into(page.translation_key).awaiting_publication().first()
    if accepted is None or not accepted.is_unseen():
        return
    step.status = TaskState.STATUS_APPROVED
    step.finished_at, step.finished_by = timezone.now(), accepted.reviewer
    step.save(update_fields=["status", "finished_at", "finished_by"])
