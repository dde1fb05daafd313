"""Which municipalities are served, cell by cell of the matrix, and what to do about the others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Min, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from membership.clients.columns import card_url
from membership.clients.models import Client, Contact, Office, Standing
from membership.clients.next_steps import NextStep
from portal.core.audience import Service
from portal.territories import lineage
from portal.territories import selectors as territories

#: Stands for people who have not said their category.
NO_CATEGORY = "none"
PERSON, BODY = Client.Kind.PERSON, Client.Kind.ORGANISATION


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the base: empty for all of it."""

    service: str = ""
    kind: str = ""
    category: str = ""
    language: str = ""

    def holds(self, service: str, kind: str, category: str, language: str) -> bool:
        """Whether a client of these marks is in it."""
        category = category or NO_CATEGORY
        pairs = (
            (self.service, service),
            (self.kind, kind),
            (self.category, category),
            (self.language, language),
        )
        return all(not wanted or wanted == has for wanted, has in pairs)


class Reach:
    """Municipalities of today with the marks of those who make them served.

    One is served when one of its bodies is active, or somebody whose office in one is confirmed.
    A former unit counts for its successor.
    """

    def __init__(self, on: date, *, inside: int = 0) -> None:
        """Ask for all cells at once: three queries, one more for an oblast."""
        rows = list(_rows(on))
        heirs = lineage.today_of_each(row[-1] for row in rows)
        units = territories.municipalities()
        counted = set((units.inside(inside) if inside else units).values_list("pk", flat=True))
        self._served: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for *marks, place in rows:
            self._served[tuple(marks)] |= heirs.get(place, {place}) & counted

    def of(self, part: Part) -> set[int]:
        """The municipalities that a part of the base makes served."""
        found: set[int] = set()
        for marks, places in self._served.items():
            if part.holds(*marks):
                found |= places
        return found


def unreached(part: Part, on: date) -> Any:
    """The municipalities of the register that the part of the base does not make served."""
    return territories.municipalities().exclude(pk__in=Reach(on).of(part))


def _rows(on: date) -> Any:
    """Service, kind, category, language of the active, and a territory of their body."""
    active = Q(service__in=Service.values, known_since__lte=on, active_until__gte=on)
    standings = Standing.objects.filter(active).order_by()
    bodies = standings.filter(kind=BODY, client__organisation__territory__isnull=False)
    held = Office.objects.verified().serving_on(on).exclude(organisation__territory=None)
    held = held.filter(
        client__standings__service__in=Service.values,
        client__standings__known_since__lte=on,
        client__standings__active_until__gte=on,
    )
    marks = ("category", "language")
    return bodies.values_list(
        "service", Value(str(BODY)), *marks, F("client__organisation__territory")
    ).union(
        held.order_by().values_list(
            "client__standings__service",
            Value(str(PERSON)),
            *(f"client__standings__{mark}" for mark in marks),
            "organisation__territory",
        )
    )


def next_steps(
    units: Iterable[int], on: date, *, service: str = "", may_enter: bool = True
) -> dict[int, tuple[NextStep, int | None]]:
    """For municipalities nobody active comes from: the nearest way in, and whose card it names.

    Whoever may not enter a client reads the step without a way to it. Seven queries, whatever the
    number of units.

    Args:
        service: who misses this one is offered no other.
    """
    wanted = list(units)
    past = lineage.past_of_each(wanted)
    every = {pk for kin in past.values() for pk in kin}
    ways = [(words, _by_place(places)) for words, places in _ways(every, on, service)]
    chosen: dict[int, tuple[str, str, int]] = {}
    for unit in wanted:
        for (words, part), by_place in ways:
            found = next((by_place[pk] for pk in past[unit] if pk in by_place), None)
            if found is not None:
                chosen[unit] = (words, part, found)
                break
    names = dict(
        Client.objects.filter(pk__in={pk for *_way, pk in chosen.values()}).values_list(
            "pk", "name"
        )
    )
    steps: dict[int, tuple[NextStep, int | None]] = {
        unit: (NextStep(words % {"name": names.get(pk, "")}, card_url(pk) + part), pk)
        for unit, (words, part, pk) in chosen.items()
    }
    for unit in set(wanted) - steps.keys():
        text = _("Nobody is known there: call the ayil okmotu and enter whoever answers.")
        address = f"{reverse('clients:add')}?territory={unit}" if may_enter else ""
        steps[unit] = (NextStep(text, address), None)
    return steps


def _by_place(rows: Any) -> dict[int, int]:
    return {place: client for place, client in rows if place is not None}


def _ways(places: set[int], on: date, service: str) -> list[tuple[tuple[str, str], Any]]:
    """From the nearest to the farthest: words, the part of the card, and places with a client."""
    offices = Office.objects.filter(organisation__territory__in=places).order_by()
    by_office = offices.values_list("organisation__territory")
    lapsed = Standing.objects.filter(service=Service.MAGAZINE, active_until__lt=on).order_by()
    bodies = lapsed.filter(kind=BODY, client__organisation__territory__in=places)
    if service == Service.PORTAL:
        bodies = bodies.none()
    reachable = Contact.objects.filter(dead_at=None).order_by().values("client")
    people = Client.objects.filter(territory__in=places, pk__in=reachable).order_by()
    return [
        (
            (_("Check the office of %(name)s."), "#offices-section"),
            by_office.filter(verified_at=None, declined_at=None).annotate(Min("client")),
        ),
        (
            (
                _("Call %(name)s, who serves there and has not signed in lately."),
                "#contacts-section",
            ),
            by_office.filter(pk__in=Office.objects.verified().serving_on(on).values("pk")).annotate(
                Min("client")
            ),
        ),
        (
            (_("Offer the magazine again: %(name)s."), "#subscriptions-section"),
            bodies.values_list("client__organisation__territory").annotate(Min("client")),
        ),
        (
            (_("Ask %(name)s who serves there, and invite them."), "#contacts-section"),
            people.values_list("territory").annotate(Min("pk")),
        ),
    ]
