"""Sending a submission in, taking it back, and finding its author in the client base."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from feedback.submissions import completeness, letters, signals, timeline
from feedback.submissions.errors import NotComplete
from feedback.submissions.models import ReviewNorm, ReviewRound, Submission
from feedback.submissions.services.moves import locked, move
from feedback.submissions.states import Deed
from membership.clients import selectors as clients
from portal.core import calendar, numbering

SERIES = "submissions"


@transaction.atomic
def submit(*, submission_id: int, at: datetime) -> Submission:
    """Hand a text to the reviewer: number on the first time, promised day each time, letter.

    Raises:
        MoveNotAllowed: it is not with its author.
        NotComplete: something the reviewer needs is missing.
    """
    submission = locked(submission_id)
    if submission.allows(Deed.SUBMIT) and completeness.gaps(submission):
        raise NotComplete(submission_id)
    again = submission.number is not None
    today = timezone.localtime(at).date()
    submission.due_on = calendar.working_days_after(today, ReviewNorm.load().review_within_days)
    if not again:
        submission.number = f"T-{today.year}-{numbering.next_number(SERIES, today.year):04d}"
        submission.submitted_at = at
    if submission.client_id is None and submission.owner_id is not None:
        submission.client_id = clients.client_id_of(submission.owner_id)
    move(submission, Deed.SUBMIT, at=at, by_user_id=submission.owner_id)
    ReviewRound.objects.create(
        submission=submission, position=submission.rounds.count() + 1, sent_at=at
    )
    letters.received(submission)
    signals.submission_received.send(
        Submission, submission_id=submission.pk, received_at=at, again=again
    )
    return submission


@transaction.atomic
def withdraw(*, submission_id: int, at: datetime) -> Submission:
    """Let the author take her text back before it is decided.

    Raises:
        MoveNotAllowed: it is decided already.
    """
    submission = locked(submission_id)
    move(submission, Deed.WITHDRAW, at=at, by_user_id=submission.owner_id)
    submission.rounds.filter(decided_at=None).update(
        decided_at=at, decision=ReviewRound.Decision.WITHDRAWN
    )
    return submission


@transaction.atomic
def attach_to_client(*, user_id: int, client_id: int) -> None:
    """Put what a person had sent in before she got her card onto that card. Repeatable."""
    for submission in Submission.objects.select_for_update().filter(owner=user_id, client=None):
        submission.client_id = client_id
        submission.save(update_fields=["client"])
        if submission.submitted_at:
            timeline.moved(submission, Deed.SUBMIT, at=submission.submitted_at)
