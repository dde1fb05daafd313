"""Every change of the register of bodies."""

from collections.abc import Iterable
from typing import Protocol

from django.db import transaction

from membership.organisations import naming
from membership.organisations.models import Organisation


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
