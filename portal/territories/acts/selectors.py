"""The register as it was on a day, and the acts of a unit."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.territories.acts.models import Act, ActLine
from portal.territories.models import Territory


def register_on(day: date) -> list[Territory]:
    """Every unit in force on ``day``, named and placed as on that day. Two queries."""
    return as_of(Territory.objects.in_force_on(day), day)


def as_of(units: Iterable[Territory], day: date) -> list[Territory]:
    """These units as they were on ``day``, with the units then above them; never to be saved.

    Walks the acts of after that day back, the latest first.
    """
    every = {unit.pk: unit for unit in Territory.objects.all()}
    lines = ActLine.objects.filter(
        act__undone_at=None, act__happened_on__gt=day, role=ActLine.Role.CHANGED
    ).order_by("-act__happened_on", "-act_id", "-pk")
    for unit_id, was in lines.values_list("unit_id", "was"):
        _walk_back(every[unit_id], was)
    for unit in every.values():
        unit.parent = every.get(unit.parent_id) if unit.parent_id else None
    return [every[unit.pk] for unit in units]


def _walk_back(unit: Territory, was: dict[str, Any]) -> None:
    for name, value in was.items():
        if name != "in_force_until":
            setattr(unit, name, value)


def acts_of(territory_id: int) -> list[Act]:
    """The acts that named the unit, the latest first, with their lines."""
    acts = Act.objects.filter(lines__unit=territory_id).distinct()
    return list(acts.select_related("made_by", "undone_by").prefetch_related("lines__unit"))
