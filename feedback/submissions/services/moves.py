"""The one way a submission changes its state. Nothing else writes ``state``."""

from datetime import datetime
from typing import Any

from wagtail.log_actions import log

from feedback.submissions import states, timeline
from feedback.submissions.errors import NotEditable
from feedback.submissions.models import Submission
from feedback.submissions.states import Deed


def locked(submission_id: int) -> Submission:
    """The submission, held until the end of the transaction.

    Raises:
        Submission.DoesNotExist: there is none.
    """
    return Submission.objects.select_for_update().get(pk=submission_id)


def locked_for_author(submission_id: int) -> Submission:
    """The same, for a change by its author.

    Raises:
        NotEditable: it is with the reviewer or decided.
    """
    submission = locked(submission_id)
    if not submission.is_editable:
        raise NotEditable(submission.state)
    return submission


def move(
    submission: Submission, deed: Deed, *, at: datetime, by_user_id: int | None, **data: Any
) -> None:
    """Take a locked submission on by the table; log it and put it on the client's timeline.

    The caller's other changes of the row are saved with it.

    Raises:
        MoveNotAllowed: the table does not lead on by ``deed``.
    """
    before = submission.state
    submission.state = states.after(before, deed)
    submission.save()
    log(
        submission,
        f"submissions.{deed.value}",
        user=_person(by_user_id),
        data={"from": before, "to": submission.state, **data},
        timestamp=at,
    )
    timeline.moved(submission, deed, at=at)


def _person(user_id: int | None) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model()._default_manager.filter(pk=user_id).first() if user_id else None
