"""What waits because a norm changed, for the admin's first screen."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core import waiting
from portal.norms.models import Recheck


@waiting.queues.named("norms.rechecks")
def pages_to_check_again(user: Any) -> waiting.Rows | None:
    """Pages that cite a norm which changed."""
    if not user.has_perm("norms.view_recheck"):
        return None
    return waiting.Rows(
        label=_("Pages to check again because a norm changed"),
        rows=Recheck.objects.waiting(),
        url=f"{reverse('rechecks:index')}?state=waiting",
        icon="check",
    )
