"""What may be asked of clients. Rooms above add what they know of them.

A condition looks at a client's own columns or asks for her id among others: it never joins, so any
number of them stands in one query without a client being counted twice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from membership.clients.segments import about, tree
from portal.core import clock
from portal.core.registry import Registry

Choices = Iterable[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition is asked with, already checked."""

    values: list[str]
    days: int
    on: date
    #: So often at least.
    times: int = 1
    #: Between two days; without them the last ``days`` are meant.
    first: date | None = None
    last: date | None = None
    #: None of these after the last of ``values``.
    later: list[str] = field(default_factory=list)
    #: What it was about: any of these things; whatever it was where none is named.
    about: list[str] = field(default_factory=list)

    @property
    def since(self) -> datetime:
        """The first moment looked at."""
        return clock.start_of(self.first or self.on - timedelta(days=self.days))

    @property
    def until(self) -> datetime:
        """The first moment after those looked at: compare with ``<``."""
        return clock.end_of(self.last or self.on)

    def any_of(self, state: Callable[[str, date], Q]) -> Q:
        """Clients in any of the states asked for, given the condition of each."""
        wanted = Q(pk__in=())
        for value in self.values:
            wanted |= state(value, self.on)
        return wanted


@dataclass(frozen=True, slots=True)
class Noted:
    """Values of which the base knows only with the consent of the person."""

    values: frozenset[str]
    agreed: Callable[[], Q]

    def concerns(self, values: Iterable[str]) -> bool:
        """Whether any of the values is noted so."""
        return not self.values.isdisjoint(values)


#: Where a condition with a number of days looks.
BACK, AHEAD = "back", "ahead"
_OPERATORS: dict[str, list[tuple[str, Any]]] = {
    BACK: [
        (tree.IS, _("in the last days")),
        (tree.IS_NOT, _("not in the last days")),
        (tree.LONG_AGO, _("for the last time longer ago than these days")),
    ],
    AHEAD: [(tree.IS, _("within these days")), (tree.IS_NOT, _("not within these days"))],
}
_OF_TWO_DAYS: list[tuple[str, Any]] = [
    (tree.BETWEEN, _("between two days")),
    (tree.NOT_BETWEEN, _("not between two days")),
    (tree.BEFORE, _("for the last time before a day")),
]
_OF_AN_ORDER: list[tuple[str, Any]] = [
    (tree.NOT_SINCE, _("happened, and has been followed by none of these since")),
    (tree.SINCE, _("happened, and has been followed by at least one of these since")),
]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that may be asked of a client."""

    label: Any
    #: Under which heading it is offered.
    heading: Any
    ask: Callable[[Asked], Q]
    #: Values to choose from, under headings or not; None for a condition that holds or does not.
    choices: Callable[[], Choices] | None = None
    #: ``BACK`` or ``AHEAD`` over a number of days; empty for what holds or does not today.
    looks: str = ""
    #: Whether two days may stand in place of the number of days.
    between: bool = False
    #: Whether it may be asked how often.
    counted: bool = False
    #: Whether it is asked what came after the last time.
    ordered: bool = False
    #: Where the values are ids of rows: these, which may be deleted while a segment asks for them.
    rows: Callable[[], "QuerySet[Any]"] | None = None
    #: Where there are too many values to look through: those that are called so.
    called: Callable[[str], set[str]] | None = None
    noted: Noted | None = None
    #: Whether it may be asked what it was about.
    has_things: bool = False

    def names(self) -> dict[str, Any]:
        """What each value is called."""
        choices: Any = flatten_choices(self.choices() if self.choices else ())
        return {str(value): label for value, label in choices}

    @property
    def operators(self) -> list[tuple[str, Any]]:
        """The ways to ask."""
        if self.ordered:
            return _OF_AN_ORDER
        if self.looks:
            return [*_OPERATORS[self.looks], *(_OF_TWO_DAYS if self.between else ())]
        if self.choices:
            return [(tree.IS, _("is one of")), (tree.IS_NOT, _("is none of"))]
        return [(tree.IS, _("yes")), (tree.IS_NOT, _("no"))]

    def gone(self, leaf: tree.Node) -> Q | None:
        """Whether any row asked for is there no more; None where none can go."""
        if self.has_things:
            return about.gone(leaf.get("about", []))
        if self.rows is None:
            return None
        wanted = set(leaf.get("values", []))
        there = self.rows().filter(pk__in=wanted).order_by().values(one=Value(1))
        number = there.annotate(number=Count("pk")).values("number")
        return ~Q(Exact(Coalesce(Subquery(number), 0), len(wanted)))

    def of_those_who_agreed(self, leaf: tree.Node) -> Noted | None:
        """What is noted with consent, where "it did not happen" is said of these people alone."""
        return self.denied_of(leaf) if leaf.get("agreed") else None

    def denied_of(self, leaf: tree.Node) -> Noted | None:
        """What is noted with consent, where "it did not happen" is said of such values."""
        return self._noted_among(tree.denied(leaf))

    def noted_of(self, leaf: tree.Node) -> Noted | None:
        """What is noted with consent, where such values are asked for."""
        return self._noted_among([*leaf.get("values", []), *leaf.get("later", [])])

    def _noted_among(self, values: list[str]) -> Noted | None:
        return self.noted if self.noted and self.noted.concerns(values) else None


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
