"""What waits at the desk, for the admin's first screen."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.desk.models import Inquiry
from portal.core import clock, waiting


@waiting.queues.named("desk.inquiries")
def inquiries(user: Any) -> waiting.Queue | None:
    """Inquiries without an answer."""
    if not user.has_perm("desk.view_inquiry"):
        return None
    days = list(Inquiry.objects.waiting().values_list("due_on", flat=True))
    return waiting.Queue(
        label=_("Questions without an answer"),
        count=len(days),
        url=f"{reverse('inquiries:index')}?state=waiting",
        due_on=days[0] if days else None,
        overdue=sum(day < clock.today() for day in days),
        icon="help",
    )
