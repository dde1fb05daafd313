"""Clients of units that are no more, unit by unit: one act or one deed mends them all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, When

from membership.clients.models import Client
from portal.territories import lineage
from portal.territories import selectors as territories


@dataclass(frozen=True, slots=True)
class Gone:
    """A unit that is no more, while cards still stand under it."""

    unit: Any
    clients: int
    #: What the register says became of it; empty where nobody has entered it.
    steps: list[Any]
    #: The units of today in its place.
    heirs: list[Any]


def clients(day: date) -> Any:
    """Where she works, or what the card stands for, belongs to a unit that is no more.

    ``gone_unit`` of each is that unit.
    """
    own = Q(territory__in_force_until__lt=day)
    unit = Case(When(own, then="territory"), default="organisation__territory")
    found = Client.objects.filter(own | Q(organisation__territory__in_force_until__lt=day))
    return found.annotate(gone_unit=unit)


def counts(day: date) -> list[tuple[int, int]]:
    """The units with the number of their clients, most clients first. One query."""
    rows = clients(day).order_by().values_list("gone_unit").annotate(many=Count("pk"))
    return list(rows.order_by("-many", "gone_unit"))


def units(counted: Iterable[tuple[int, int]]) -> list[Gone]:
    """Why each unit is gone and what follows it; as many queries whatever their number."""
    numbers = dict(counted)
    found = {unit.pk: unit for unit in territories.units(numbers)}
    heirs = lineage.heirs_with_place(found.values())
    steps = territories.became_of_each(numbers)
    return [
        Gone(found[pk], many, steps.get(pk, []), heirs.get(pk, [])) for pk, many in numbers.items()
    ]
