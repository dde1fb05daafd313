"""What waits for staff: each room registers its queues, the admin's first screen shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

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


#: Asks a room for its queue as the given member of staff may see it; None when it is not theirs.
queues: Registry[Callable[[Any], Queue | None]] = Registry("queue")
