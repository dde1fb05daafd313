"""What a successor took over with an office: rooms above say what went along and how it reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from membership.clients.models import Office
from portal.core.registry import Registry

#: So long the room of a successor tells her of it, unless she closes the notice.
TOLD_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing taken over, in the language of the page."""

    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """Things of one kind under their heading."""

    heading: Any
    #: Of the rows that went along, those that are the reader's still. One query.
    things: Callable[[list[int], Any], list[Thing]]


@dataclass(frozen=True, slots=True)
class Taken:
    """A hand-over as its successor reads it."""

    office: Office
    #: By heading; empty when nothing went along, or nothing is left of it.
    things: list[tuple[Any, list[Thing]]]
    told_until: datetime


#: By the name under which a room keeps the numbers of its rows.
kinds: Registry[Kind] = Registry("kind of things that go along with an office")


def told_to(user: Any, *, at: datetime) -> list[Taken]:
    """The hand-overs that her room tells of, the latest first. One query, and one for each kind."""
    found = Office.objects.handed_to_member(user.pk, since=at - TOLD_FOR)
    return [_taken(office, user) for office in found.select_related("client", "organisation")]


def _taken(office: Office, user: Any) -> Taken:
    rows = [(kind, office.went_along.get(name)) for name, kind in kinds]
    told = [(kind.heading, kind.things(ids, user)) for kind, ids in rows if ids]
    if office.handed_over_at is None:
        raise ValueError(office)
    things = [(heading, things) for heading, things in told if things]
    return Taken(office=office, things=things, told_until=office.handed_over_at + TOLD_FOR)
