"""What of the client base waits for staff."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.clients import selectors
from membership.clients.models import DuplicateSuspicion, Task
from portal.core import clock
from portal.core.waiting import Queue, Rows, queues


@queues.named("offices")
def offices(user: Any) -> Queue | None:
    """Claims to offices that nobody checked."""
    if not user.has_perm("clients.change_office"):
        return None
    due = selectors.offices_due()
    return Queue(
        label=_("Offices to check"),
        count=len(due),
        url=reverse("offices:index"),
        due_on=min(due, default=None),
        overdue=sum(day < clock.today() for day in due),
        icon="tick-inverse",
    )


@queues.named("duplicates")
def duplicates(user: Any) -> Rows | None:
    """Pairs of cards that may be one client."""
    if not user.has_perm("clients.change_duplicatesuspicion"):
        return None
    return Rows(
        label=_("Possible duplicates"),
        rows=DuplicateSuspicion.objects.filter(dismissed_at=None),
        url=reverse("duplicates:index"),
        icon="copy",
    )


@queues.named("tasks")
def tasks(user: Any) -> Rows | None:
    """What this member of staff, or whoever comes first, is to do by today."""
    if not user.has_perm("clients.change_task"):
        return None
    return Rows(
        label=_("Tasks for today"),
        rows=Task.objects.open().concerning(user.pk).due_by(clock.today()),
        url=reverse("client-tasks:index"),
        due="due_on",
        icon="calendar-check",
    )
