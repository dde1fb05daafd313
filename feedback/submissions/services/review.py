"""The reviewer's three decisions: the only ways on from a submission that is in review."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from feedback.submissions import letters, practice_page
from feedback.submissions.checklist import Point
from feedback.submissions.errors import OwnSubmission, ReasonsMissing
from feedback.submissions.models import ReviewRound, Submission
from feedback.submissions.services.moves import locked, move
from feedback.submissions.states import Deed

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

    Args:
        checked: codes of the checklist that are in order; she is told the others, unless none is
            given: then the checklist was not used.

    Raises:
        ReasonsMissing: no word says why.
        MoveNotAllowed: it is not in review.
        OwnSubmission: the reviewer wrote it.
    """
    submission = _decide(submission_id, Deed.RETURN, reviewer_id, reasons, checked, at)
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
    *, submission_id: int, reviewer_id: int, checked: Sequence[str], at: datetime, note: str = ""
) -> Submission:
    """Make the text a practice page in draft, with nothing retyped.

    Args:
        note: a word to the author, if any.

    Raises:
        MoveNotAllowed: it is not in review.
        OwnSubmission: the reviewer wrote it.
    """
    submission = _decide(submission_id, Deed.ACCEPT, reviewer_id, note, checked, at)
    submission.page_id = practice_page.draft(
        submission, on=timezone.localdate(at), proof_checked=Point.PROOF in checked
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
    if deed != Deed.ACCEPT and not reasons.strip():
        raise ReasonsMissing(submission_id)
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
