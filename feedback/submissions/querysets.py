"""Named questions to submissions."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from feedback.submissions.states import EDITABLE, RECEIVED, State
from portal.core import letters
from portal.core.uploads import PICTURES

if TYPE_CHECKING:
    from feedback.submissions.models import EvidenceFile, Submission


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Practices sent in, or being written."""

    def of(self, member: Any) -> Self:
        """Keep what this signed-in member wrote."""
        return self.filter(owner=member.pk)

    def editable(self) -> Self:
        """Keep what their authors may change."""
        return self.filter(state__in=EDITABLE)

    def received(self) -> Self:
        """Keep what came in and was not taken back."""
        return self.filter(state__in=RECEIVED)

    def awaiting_review(self) -> Self:
        """Keep what the reviewer has to decide on, the earliest promise first."""
        return self.filter(state=State.SUBMITTED).order_by("due_on", "pk")

    def awaiting_publication(self) -> Self:
        """Keep what was accepted and does not stand on the site."""
        return self.filter(state=State.ACCEPTED)

    def waiting_first(self) -> Self:
        """Put what waits for a decision first, by the promised day; then the latest."""
        decided = models.Case(
            models.When(state=State.SUBMITTED, then=models.Value(0)), default=models.Value(1)
        )
        day = models.Case(models.When(state=State.SUBMITTED, then=models.F("due_on")))
        return self.order_by(decided, day, "-submitted_at", "-pk")

    def overdue(self, day: date) -> Self:
        """Keep what was promised for a day before ``day`` and is undecided."""
        return self.awaiting_review().filter(due_on__lt=day)

    def shown_to_staff(self) -> Self:
        """Keep what its author has sent in at least once; drafts are hers alone."""
        return self.filter(number__isnull=False)

    def named(self, text: str) -> Self:
        """Keep those with every word of ``text``, in any spelling, in the number or the title."""
        words = letters.search_key(text).split()
        return self.filter(*(models.Q(search_key__contains=word) for word in words[:8]))

    def made_into(self, translation_key: Any) -> Self:
        """Keep the submissions whose practice page, in any language, has this key."""
        return self.filter(page__translation_key=translation_key)


class EvidenceQuerySet(models.QuerySet["EvidenceFile"]):
    """Photos and papers that prove a practice."""

    def visible_to(self, reader: Any) -> Self:
        """Keep the reader's own; staff who may see submissions see what was sent in."""
        if reader.has_perm("submissions.view_submission"):
            mine = models.Q(submission__owner=reader.pk)
            return self.filter(mine | models.Q(submission__number__isnull=False))
        return self.filter(submission__owner=reader.pk)

    def without_words(self) -> Self:
        """Keep the photos of which nobody has said what they show."""
        return self.filter(content_type__in=PICTURES, title="")
