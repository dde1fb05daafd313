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
from django.utils.translation import ngettext_lazy

from portal.core.registry import Registry

Choices = Iterable[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition is asked with, already checked."""

    values: list[str]
    days: int
    on: date

    def any_of(self, state: Callable[[str, date], Q]) -> Q:
        """Clients in any of the states asked for, given the condition of each."""
        wanted = Q(pk__in=())
        for value in self.values:
            wanted |= state(value, self.on)
        return wanted


#: Where a condition with a number of days looks.
BACK, AHEAD = "back", "ahead"
_OPERATORS: dict[str, list[tuple[str, Any]]] = {
    BACK: [
        ("is", _("in the last days")),
        ("is_not", _("not in the last days")),
        ("long_ago", _("for the last time longer ago than these days")),
    ],
    AHEAD: [("is", _("within these days")), ("is_not", _("not within these days"))],
}
_SPANS: dict[tuple[str, str], Any] = {
    (BACK, "is"): ngettext_lazy("in the last %(days)d day", "in the last %(days)d days", "days"),
    (BACK, "is_not"): ngettext_lazy(
        "not in the last %(days)d day", "not in the last %(days)d days", "days"
    ),
    (BACK, "long_ago"): ngettext_lazy(
        "for the last time longer than %(days)d day ago",
        "for the last time longer than %(days)d days ago",
        "days",
    ),
    (AHEAD, "is"): ngettext_lazy("within %(days)d day", "within %(days)d days", "days"),
    (AHEAD, "is_not"): ngettext_lazy("not within %(days)d day", "not within %(days)d days", "days"),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that may be asked of a client."""

    label: Any
    #: Under which heading it is offered.
    heading: Any
    ask: Callable[[Asked], Q]
    #: Values to choose from; None for a condition that holds or does not.
    choices: Callable[[], Choices] | None = None
    #: ``BACK`` or ``AHEAD`` over a number of days; empty for what holds or does not today.
    looks: str = ""
    #: For the values asked: what the base cannot know, so that nobody reads too much into it.
    caveat: Callable[[list[str]], Any] = lambda values: ""

    @property
    def operators(self) -> list[tuple[str, Any]]:
        """The ways to ask."""
        if self.looks:
            return _OPERATORS[self.looks]
        if self.choices:
            return [("is", _("is one of")), ("is_not", _("is none of"))]
        return [("is", _("yes")), ("is_not", _("no"))]

    def span(self, operator: str, days: int) -> str:
        """A way to ask with its number of days, in words."""
        words = _SPANS.get((self.looks, operator))
        return str(words % {"days": days}) if words else ""


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
