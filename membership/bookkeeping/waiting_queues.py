"""What of papers waits for staff."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.bookkeeping.models import Paper
from portal.core.waiting import Queue, queues


@queues.named("unsigned_acts")
def unsigned_acts(user: Any) -> Queue | None:
    """Acts nobody sent back signed."""
    if not user.has_perm("bookkeeping.change_paper"):
        return None
    return Queue(
        label=_("Acts not signed"),
        count=Paper.objects.filter(kind=Paper.Kind.ACT, signed_on=None).count(),
        url=reverse("bookkeeping_papers:index") + "?kind=act",
        icon="doc-full",
    )
