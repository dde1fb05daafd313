"""Every change of the register of bodies."""

from collections.abc import Collection, Iterable
from typing import Protocol

from django.db import transaction

from membership.organisations import naming
from membership.organisations.models import Organisation
from membership.organisations.signals import bodies_go
from portal.territories import lineage
from portal.territories import selectors as territories


class Municipality(Protocol):
    """What the rule needs of a territory."""

    pk: int
    level: str
    name_ky: str
    name_ru: str


@transaction.atomic
def offer_bodies_of(municipalities: Iterable[Municipality]) -> int:
    """Make the missing bodies of municipalities and rename those whose names follow the rule.

    Returns:
        How many rows were written.
    """
    known = {
        (body.territory_id, body.kind): body
        for body in Organisation.objects.exclude(kind=Organisation.Kind.OTHER)
    }
    fresh: list[Organisation] = []
    renamed: list[Organisation] = []
    for unit in municipalities:
        for kind in naming.kinds_of(unit.level):
            body = known.get((unit.pk, kind)) or Organisation(territory_id=unit.pk, kind=kind)
            if _follows_the_rule(body, unit):
                continue
            body.fill_keys()
            (renamed if body.pk else fresh).append(body)
    Organisation.objects.bulk_create(fresh, batch_size=200)
    Organisation.objects.bulk_update(
        renamed, ["name_ky", "name_ru", "search_key", "sort_key"], batch_size=200
    )
    return len(fresh) + len(renamed)


def _follows_the_rule(body: Organisation, unit: Municipality) -> bool:
    """Put the names right; True when they were."""
    if body.names_checked:
        return True
    names = naming.names(kind=body.kind, name_ky=unit.name_ky, name_ru=unit.name_ru)
    if (body.name_ky, body.name_ru) == names:
        return True
    body.name_ky, body.name_ru = names
    return False


@transaction.atomic
def follow_act(*, unit_ids: Collection[int]) -> None:
    """Bring the bodies of these municipalities in line with the register, after or before an act.

    A body of a unit that ended is dissolved with it and taken over by the body of the same kind,
    if the unit has one heir. Who served there, and what the body subscribed to, stays with it.
    A unit that goes on keeps its bodies under the names and kinds of today; one in force again
    has its bodies back.
    """
    here = {unit.pk: unit for unit in territories.units(lineage.with_past(unit_ids))}
    going_on = [unit for unit in here.values() if unit.in_force_until is None]
    _keep_in_kind(going_on)
    heirs = lineage.today_of_each(here)
    fresh = {pk for successors in heirs.values() for pk in successors} - here.keys()
    offer_bodies_of(
        unit for unit in (*going_on, *territories.units(fresh)) if territories.is_municipality(unit)
    )
    bodies = list(Organisation.objects.exclude(kind="other").filter(territory__in=here))
    following = _by_place({pk for successors in heirs.values() for pk in successors})
    for body in bodies:
        successors = heirs.get(body.territory_id or 0, set())
        unit = here[body.territory_id or 0]
        body.dissolved_on = unit.in_force_until if successors else None
        [heir] = successors if len(successors) == 1 else [None]
        body.successor_id = following.get((heir, body.kind != Organisation.Kind.KENESH))
    Organisation.objects.bulk_update(bodies, ["dissolved_on", "successor"], batch_size=200)


def _keep_in_kind(units: Iterable[Municipality]) -> None:
    """The executive of a unit that became a city, or an ayil aimak, is the same body."""
    for unit in units:
        executive = next(kind for kind in naming.kinds_of(unit.level) if kind != "kenesh")
        others = {"mayor", "ayil_okmotu"} - {executive}
        own = Organisation.objects.filter(territory_id=unit.pk)
        if not own.filter(kind=executive).exists():
            own.filter(kind__in=others).update(kind=executive)


def _by_place(territory_ids: Collection[int]) -> dict[tuple[int | None, bool], int]:
    """Bodies at work by municipality and whether they are its executive."""
    found = Organisation.objects.working().filter(territory__in=territory_ids)
    return {
        (body.territory_id, body.kind != Organisation.Kind.KENESH): body.pk
        for body in found.exclude(kind=Organisation.Kind.OTHER)
    }


@transaction.atomic
def drop_bodies_of(*, unit_ids: Collection[int]) -> None:
    """Remove the bodies of units whose founding was taken back.

    Raises:
        ProtectedError: somebody serves in one of them already.
    """
    bodies = Organisation.objects.exclude(kind="other").filter(territory__in=unit_ids)
    bodies_go.send(Organisation, body_ids=list(bodies.values_list("pk", flat=True)))
    bodies.delete()
