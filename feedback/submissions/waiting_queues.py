"""What waits for staff in this room."""

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.submissions.models import Submission
from portal.core import clock, waiting


@waiting.queues.named("submissions")
def to_review(member: Any) -> waiting.Queue | None:
    """Practices in review, by the promised day."""
    if not member.has_perm("submissions.view_submission"):
        return None
    today = clock.today()
    facts = Submission.objects.awaiting_review().aggregate(
        waiting=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)), first=Min("due_on")
    )
    return waiting.Queue(
        label=_("Practices to review"),
        url=reverse("submissions_review:index") + "?state=submitted",
        icon="clipboard-list",
        count=facts["waiting"],
        due_on=facts["first"],
        overdue=facts["late"],
    )
