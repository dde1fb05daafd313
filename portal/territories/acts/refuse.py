"""What the register does not allow, whatever the act: each refusal says so by its name."""

from collections.abc import Iterable, Sequence
from typing import Any

from portal.core import letters
from portal.territories.acts import errors
from portal.territories.models import Territory


def a_knot(parent_id: int | None, below: Sequence[Territory]) -> None:
    """A parent that ends, or that lies within one of the units."""
    ids = {unit.pk for unit in below}
    while parent_id is not None:
        if parent_id in ids:
            raise errors.WithinItself
        parent_id = Territory.objects.values_list("parent_id", flat=True).get(pk=parent_id)


def a_taken_code(soate: str | None, own: int | None) -> None:
    """The code of another unit than ``own``."""
    if soate and Territory.objects.filter(soate=soate).exclude(pk=own).exists():
        raise errors.CodeTaken(soate)


def an_ended_parent(parent_id: int) -> None:
    """A parent whose successor is known."""
    parent = Territory.objects.superseded().filter(pk=parent_id).first()
    if parent is not None:
        raise errors.AlreadyEnded(parent)


def a_double(names: Iterable[str], level: str, parent_id: int | None) -> None:
    """A name that a unit of the level bears in the same place, in any spelling."""
    wanted = {letters.place_key(name) for name in names}
    for unit in Territory.objects.current().filter(parent=parent_id, level=level):
        if wanted & {letters.place_key(unit.name_ky), letters.place_key(unit.name_ru)}:
            raise errors.AlreadyThere(unit)


def a_wrong_place(name: str, level: str, parent_id: int | None) -> None:
    """A parent of a level that has no parts of this one, or none where there must be one."""
    above = Territory.objects.filter(pk=parent_id).values_list("level", flat=True).first()
    if above not in Territory.LEVELS_ABOVE[Territory.Level(level)]:
        raise errors.WrongPlace(name)


def unfit_parts(unit: Territory, parts: Any, level: str) -> None:
    """Parts that cannot be parts of a unit of ``level``."""
    levels = parts.order_by().values_list("level", flat=True).distinct()
    if any(level not in Territory.LEVELS_ABOVE[Territory.Level(one)] for one in levels):
        raise errors.UnfitParts(unit)
