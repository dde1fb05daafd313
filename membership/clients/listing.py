"""The list of clients as staff see it: one query for the rows, whatever their number."""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Value, When

from membership.clients import activity, standing
from membership.clients.models import Client, Office
from membership.clients.querysets import ClientQuerySet
from portal.territories import lineage
from portal.territories import selectors as territories


def clients(on: date) -> ClientQuerySet:
    """Clients with what the columns need: states of the services and of the office."""
    states: dict[str, Any] = {
        f"{service}_state": standing.state(service, on) for service, _seen in activity.services
    }
    return Client.objects.select_related("territory__parent", "organisation", "user").annotate(
        **states, office_state=_office_state()
    )


def _office_state() -> Case:
    mine = Office.objects.filter(client=OuterRef("pk")).order_by()
    return Case(
        When(Exists(mine.waiting()), then=Value("waiting")),
        When(Exists(mine.verified()), then=Value("verified")),
        default=Value(""),
    )


def in_service(queryset: ClientQuerySet, service: str, state: str, on: date) -> ClientQuerySet:
    """Keep the clients in a state of a service: active, lapsed, known (either) or none."""
    return queryset.filter(standing.in_state(service, state, on))


def inside(queryset: ClientQuerySet, territory_id: int) -> ClientQuerySet:
    """Keep the clients of a territory, of everything below it and of what became part of it."""
    return queryset.filter(territory__in=lineage.inside(territory_id))


def of_places(queryset: ClientQuerySet, name: str) -> ClientQuerySet:
    """Keep the clients of the units called ``name`` in any spelling, of now or of before."""
    units = territories.find(name, registrable=False)
    return queryset.filter(territory__in=lineage.inside(*(unit.pk for unit in units)))


def with_office(queryset: ClientQuerySet, state: str) -> ClientQuerySet:
    """Keep the clients whose office is ``waiting`` or ``verified``, or who have ``none``."""
    wanted = "" if state == "none" else state
    return queryset.annotate(office=_office_state()).filter(office=wanted)
