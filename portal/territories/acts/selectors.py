"""The register as it was on a day, and the acts of a unit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.core import changed_fields
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


@dataclass(frozen=True, slots=True)
class Told:
    """What an act did to one unit: each changed field with what it was and what it became."""

    line: ActLine
    changes: list[tuple[str, str, str]]


#: What an act writes about a unit for people to read; the rest follows from it.
_TOLD = ("name_ky", "name_ru", "name_en", "parent_id", "level", "soate")


def told(act: Act) -> list[Told]:
    """The lines of an act in words. Three queries, whatever the number of units.

    What a field became stands in the next act that changed it again, else in the unit itself.
    """
    lines = list(act.lines.all())
    now = _right_after(act, lines)
    ids = {was.get("parent_id") for was in (*now.values(), *(line.was for line in lines))}
    places = Territory.objects.in_bulk(ids - {None})
    return [Told(line, list(_changes(line, now, places))) for line in lines]


def _right_after(act: Act, lines: list[ActLine]) -> dict[int, dict[str, Any]]:
    """By unit, the fields as they were once the act was entered."""
    units = Territory.objects.in_bulk([line.unit_id for line in lines if line.unit_id])
    now = {pk: {name: getattr(unit, name) for name in _TOLD} for pk, unit in units.items()}
    later = ActLine.objects.filter(unit__in=now, act__undone_at=None, act__pk__gt=act.pk)
    for unit_id, was in later.order_by("-act_id", "-pk").values_list("unit_id", "was"):
        now[unit_id] |= {name: value for name, value in was.items() if name in _TOLD}
    return now


def _changes(
    line: ActLine, now: dict[int, dict[str, Any]], places: dict[int, Territory]
) -> Iterator[tuple[str, str, str]]:
    for name in _TOLD:
        if name in line.was and line.unit_id in now:
            values = [line.was[name], now[line.unit_id][name]]
            if name == "parent_id":
                values = [places.get(one) for one in values]
            before, after = ("" if one is None else str(one) for one in values)
            yield changed_fields.parts(Territory._meta.get_field(name), before, after)


def acts_of(territory_id: int) -> list[Act]:
    """The acts that named the unit, the latest first, with their lines."""
    acts = Act.objects.filter(lines__unit=territory_id).distinct()
    return list(acts.select_related("made_by", "undone_by").prefetch_related("lines__unit"))
