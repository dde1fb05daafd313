"""What waits at the desk, for the admin's first screen."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feedback.desk.models import Inquiry
from portal.core import waiting


@waiting.queues.named("desk.inquiries")
def inquiries(user: Any) -> waiting.Rows | None:
    """Inquiries without an answer."""
    if not user.has_perm("desk.view_inquiry"):
        return None
    return waiting.Rows(
        label=_("Questions without an answer"),
        rows=Inquiry.objects.waiting(),
        url=f"{reverse('inquiries:index')}?state=waiting",
        due="due_on",
        icon="help",
    )
