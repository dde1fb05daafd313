"""What this room puts on a client's timeline."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from feedback.submissions.states import Deed
from membership.clients.services import add_to_timeline, withdraw_from_timeline

if TYPE_CHECKING:
    from feedback.submissions.models import Submission

PUBLISHED = "submission.published"
#: Deeds that are shown, with their kind and words. One and the same kind counts once for a
#: submission, except those that may happen in every round.
_SHOWN = {
    Deed.SUBMIT: ("submission.received", _("Sent in a practice: {number} {title}")),
    Deed.RETURN: ("submission.returned", _("Practice returned for correction: {number} {title}")),
    Deed.ACCEPT: ("submission.accepted", _("Practice accepted: {number} {title}")),
    Deed.DECLINE: ("submission.declined", _("Practice declined: {number} {title}")),
    Deed.WITHDRAW: ("submission.withdrawn", _("Took back a practice: {number} {title}")),
    Deed.PUBLISH: (PUBLISHED, _("Practice published: {number} {title}")),
}


def moved(submission: "Submission", deed: Deed, *, at: datetime) -> None:
    """A submission was taken on by ``deed``. Drafts that never came in leave no trace."""
    if submission.client_id is None or submission.number is None or deed not in _SHOWN:
        return
    kind, words = _SHOWN[deed]
    add_to_timeline(
        client_id=submission.client_id,
        kind=kind,
        subject=_subject(submission, deed),
        happened_at=at,
        title=format_lazy(words, number=submission.number, title=submission.name),
        url=reverse("submissions_review:card", args=[submission.pk]),
    )


def taken_over(submission: "Submission", adoption_id: int, place: str, *, at: datetime) -> None:
    """Her practice entered the ledger of another municipality."""
    if submission.client_id is not None:
        add_to_timeline(
            client_id=submission.client_id,
            kind="submission.taken_over",
            subject=f"adoption:{adoption_id}",
            happened_at=at,
            title=format_lazy(
                _("Another municipality follows her practice {title}: {place}"),
                title=submission.name,
                place=place,
            ),
        )


def unpublished(submission: "Submission", *, at: datetime) -> None:
    """The practice is off the site: it counts no more."""
    if submission.client_id is not None:
        withdraw_from_timeline(
            client_id=submission.client_id,
            kind=PUBLISHED,
            subject=_subject(submission, Deed.PUBLISH),
            at=at,
        )


def _subject(submission: "Submission", deed: Deed) -> str:
    """A return happens once in every round; everything else once."""
    subject = f"submission:{submission.pk}"
    return f"{subject}:{submission.rounds.count()}" if deed == Deed.RETURN else subject
