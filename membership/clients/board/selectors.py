"""What stands on the board, and on a card."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from membership.accounts.models import User
from membership.clients.models import Task

#: The board shows so many open tasks; nobody does more in a season.
MOST_SHOWN = 300
_DONE_SHOWN = 20


@dataclass(slots=True)
class Column:
    """A part of the board."""

    key: str
    title: Any
    tasks: list[Task] = field(default_factory=list)


def board(*, user_id: int | None, on: date) -> list[Column]:
    """Open tasks in four parts, in the order of their days. One query.

    Args:
        user_id: hers and nobody's; None for everybody's.
    """
    tasks = Task.objects.open().select_related("client__territory", "assignee", "given_by")
    if user_id is not None:
        tasks = tasks.concerning(user_id)
    parts = {
        "overdue": Column("overdue", _("Overdue")),
        "today": Column("today", _("Today")),
        "week": Column("week", _("Within a week")),
        "later": Column("later", _("Later")),
    }
    for task in tasks.order_by("due_on", "pk")[:MOST_SHOWN]:
        parts[part_of(task.due_on, on)].tasks.append(task)
    return list(parts.values())


def part_of(due_on: date, today: date) -> str:
    """``overdue``, ``today``, ``week`` or ``later``."""
    if due_on < today:
        return "overdue"
    if due_on == today:
        return "today"
    return "week" if due_on <= today + timedelta(days=7) else "later"


def lately_done(*, user_id: int | None) -> list[Task]:
    """What was done last, the latest first."""
    done = Task.objects.exclude(done_at=None).select_related("client", "done_by")
    if user_id is not None:
        done = done.filter(done_by=user_id)
    return list(done.order_by("-done_at", "-pk")[:_DONE_SHOWN])


def of_client(client_id: int) -> list[Task]:
    """What is to be done about a client, and after it what was done, 20 at most."""
    tasks = Task.objects.filter(client_id=client_id).select_related("assignee", "done_by")
    return sorted(
        tasks.order_by("-done_at", "due_on")[:_DONE_SHOWN],
        key=lambda task: (task.done_at is not None, task.due_on),
    )


def people() -> QuerySet[User]:
    """Those who may work on tasks: through their groups, or as superusers."""
    able = Q(groups__permissions__codename="change_task") | Q(is_superuser=True)
    return User.objects.filter(able, is_active=True).distinct().order_by("last_name", "pk")
