"""What waits for staff: each room registers its queues, the admin's first screen shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, DateField, Min, QuerySet, Value, When
from django.db.models.functions import Cast

from portal.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Queue:
    """One line of the morning screen."""

    #: Lazy text: "Offices to verify".
    label: Any
    count: int
    #: The list behind the number.
    url: str
    #: The earliest due day among them, if the queue has a clock.
    due_on: date | None = None
    overdue: int = 0
    icon: str = "list-ul"


@dataclass(frozen=True, slots=True)
class Rows:
    """A queue that is not counted yet: all of them are counted together."""

    label: Any
    rows: "QuerySet[Any]"
    url: str
    #: The date by which a row is due; empty for a queue without a clock.
    due: str = ""
    #: False where a day that has passed is nobody's delay.
    can_be_late: bool = True
    icon: str = "list-ul"


#: Asks a room for its queue as the given member of staff may see it; None when it is not theirs.
#: ``Rows`` cost one query for all of them; a ``Queue`` is counted by the room itself.
queues: Registry[Callable[[Any], "Queue | Rows | None"]] = Registry("queue")


def of(user: Any, *, on: date) -> list[Queue]:
    """The queues of a member of staff, in the order of their rooms. One query for all ``Rows``."""
    asked = {name: queue(user) for name, queue in queues}
    counted = _count({name: one for name, one in asked.items() if isinstance(one, Rows)}, on)
    found = [counted.get(name, one) for name, one in asked.items()]
    return [one for one in found if isinstance(one, Queue)]


def counted(asked: Rows, *, on: date) -> Queue:
    """One queue, counted alone."""
    return _count({"": asked}, on)[""]


def _count(asked: dict[str, Rows], on: date) -> dict[str, Queue]:
    if not asked:
        return {}
    first, *others = (_facts(name, rows, on) for name, rows in asked.items())
    found = {name: facts for name, *facts in first.union(*others, all=True)}
    return {name: _queue(rows, *found.get(name, (0, None, 0))) for name, rows in asked.items()}


def _facts(name: str, asked: Rows, on: date) -> Any:
    """Name, number, earliest day, number of those late: one row, or none where nothing waits."""
    day: Any = Min(asked.due) if asked.due else Min(Cast(Value(None), DateField()))
    is_late = Case(When(**{f"{asked.due}__lt": on}, then=1)) if asked.due else Value(None)
    named = asked.rows.order_by().annotate(_queue=Value(name, output_field=CharField()))
    return (
        named.values("_queue")
        .annotate(_count=Count("pk"), _first=day, _late=Count(is_late))
        .values_list("_queue", "_count", "_first", "_late")
    )


def _queue(asked: Rows, count: int, first: date | None, late: int) -> Queue:
    return Queue(
        label=asked.label,
        count=count,
        url=asked.url,
        due_on=first,
        overdue=late if asked.can_be_late else 0,
        icon=asked.icon,
    )
