"""What waits for staff in this room."""

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import page_permission_policy

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


@waiting.queues.named("submissions.accepted")
def to_publish(member: Any) -> waiting.Rows | None:
    """Practices whose review is over, for those who can put them on the site."""
    may_see = member.has_perm("submissions.view_submission")
    if not (may_see and page_permission_policy.user_has_permission(member, "publish")):
        return None
    return waiting.Rows(
        label=_("Practices accepted, not published yet"),
        rows=Submission.objects.awaiting_publication(),
        url=reverse("submissions_review:index") + "?state=accepted",
        icon="upload",
    )
