"""What may be asked of clients. Rooms above add what they know of them.

A condition looks at a client's own columns or asks for her id among others: it never joins, so any
number of them stands in one query without a client being counted twice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.registry import Registry

Choices = Iterable[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition is asked with, already checked."""

    values: list[str]
    days: int
    on: date


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that may be asked of a client."""

    label: Any
    #: Under which heading it is offered.
    heading: Any
    ask: Callable[[Asked], Q]
    #: Values to choose from; None for a condition that holds or does not.
    choices: Callable[[], Choices] | None = None
    #: Whether it looks back over a number of days.
    looks_back: bool = False

    @property
    def operators(self) -> list[tuple[str, Any]]:
        """The two ways to ask."""
        if self.looks_back:
            return [("is", _("in the last days")), ("is_not", _("not in the last days"))]
        if self.choices:
            return [("is", _("is one of")), ("is_not", _("is none of"))]
        return [("is", _("yes")), ("is_not", _("no"))]


CLIENT, PLACE, AGREED, SERVICE, TIMELINE = (
    _("The client"),
    _("Place and office"),
    _("Contacts and consents"),
    _("Services"),
    _("What happened"),
)

known: Registry[Condition] = Registry("condition of segments")


def ids(rows: "QuerySet[Any]", field: str = "pk") -> Q:
    """Clients whose id stands in ``field`` of some rows."""
    return Q(pk__in=rows.order_by().values(field))
