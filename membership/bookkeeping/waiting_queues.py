"""What of papers waits for staff."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.bookkeeping.models import Paper
from portal.core.waiting import Rows, queues


@queues.named("unsigned_acts")
def unsigned_acts(user: Any) -> Rows | None:
    """Acts nobody sent back signed."""
    if not user.has_perm("bookkeeping.change_paper"):
        return None
    return Rows(
        label=_("Acts not signed"),
        rows=Paper.objects.acts().filter(signed_on=None),
        url=reverse("bookkeeping_papers:index") + "?kind=act&signed=no",
        icon="doc-full",
    )
