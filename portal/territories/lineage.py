"""What became of units and what they came from. The one place that widens a unit to its kin.

Clients, practices and adoptions keep the unit they were entered under. Whoever lists things of a
unit asks here for the units meant: ``with_past`` for lists and filters, ``today`` for counting
whom we serve, ``family`` for "is it the same place?".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.territories.models import Succession, Territory

Steps = Mapping[int, set[int]]


def _steps() -> list[tuple[int, int]]:
    """From every unit that ended to what followed. One query."""
    ended = Succession.objects.exclude(predecessor__in_force_until=None)
    return list(ended.order_by().values_list("predecessor_id", "successor_id"))


def _followed(ids: Iterable[int], steps: Steps) -> set[int]:
    """The units and all that the steps lead to."""
    found, waiting = set(), set(ids)
    while waiting:
        found |= waiting
        waiting = {one for pk in waiting for one in steps.get(pk, ())} - found
    return found


def _onward(steps: list[tuple[int, int]]) -> Steps:
    onward: dict[int, set[int]] = {}
    for earlier, later in steps:
        onward.setdefault(earlier, set()).add(later)
    return onward


def _backward(steps: list[tuple[int, int]]) -> Steps:
    return _onward([(later, earlier) for earlier, later in steps])


def with_past(ids: Iterable[int]) -> set[int]:
    """The units and everything that was merged into them, divided into them or passed to them."""
    return _followed(ids, _backward(_steps()))


def past_of_each(ids: Iterable[int]) -> dict[int, set[int]]:
    """As ``with_past``, for each unit. One query."""
    backward = _backward(_steps())
    return {pk: _followed([pk], backward) for pk in ids}


def today(ids: Iterable[int]) -> set[int]:
    """The units that stand today in the place of these; a unit without successor for itself."""
    onward = _onward(_steps())
    return {pk for pk in _followed(ids, onward) if pk not in onward}


def one_of_today(territory_id: int) -> int:
    """The unit of today in the place of this one; itself where there is none, or are several."""
    heirs = today([territory_id])
    return heirs.pop() if len(heirs) == 1 else territory_id


def today_of_each(ids: Iterable[int]) -> dict[int, set[int]]:
    """As ``today``, for each unit that has ended; the others are left out. One query."""
    onward = _onward(_steps())
    return {
        pk: {one for one in _followed([pk], onward) if one not in onward}
        for pk in set(ids)
        if pk in onward
    }


def heirs_with_place(units: Iterable[Territory]) -> dict[int, list[Territory]]:
    """For each of the units that has ended: the units of today in its place, ready to be named.

    One query while the successors of those that ended go on, one more for each further step.
    """
    onward: dict[int, dict[int, Territory]] = {}
    ended = {unit.pk for unit in units if unit.in_force_until is not None}
    waiting = ended
    while waiting:
        rows = Succession.objects.filter(predecessor__in=waiting)
        later: dict[int, Territory] = {}
        for row in rows.select_related("successor__parent__parent"):
            onward.setdefault(row.predecessor_id, {})[row.successor_id] = row.successor
            later[row.successor_id] = row.successor
        waiting = {pk for pk, unit in later.items() if unit.in_force_until} - onward.keys()
    return {pk: _last_of(pk, onward) for pk in ended if pk in onward}


def _last_of(start: int, onward: Mapping[int, Mapping[int, Territory]]) -> list[Territory]:
    found: dict[int, Territory] = {}
    waiting = dict(onward[start])
    while waiting:
        found |= waiting
        further = [onward[pk] for pk in waiting if pk in onward]
        waiting = {pk: one for step in further for pk, one in step.items() if pk not in found}
    return [one for pk, one in found.items() if pk not in onward]


def family(ids: Iterable[int]) -> set[int]:
    """The units of today that these became, and all that those came from."""
    steps = _steps()
    onward = _onward(steps)
    return _followed(_followed(ids, onward), _backward(steps))


@dataclass(frozen=True, slots=True)
class Below:
    """What lies below each unit and what became part of it, for several questions in a row."""

    downward: Steps

    def inside(self, *ids: int) -> set[int]:
        """The units, everything below them, and whatever became part of these."""
        return _followed(ids, self.downward)


def below() -> Below:
    """The whole register from above. One query."""
    ended = Succession.objects.exclude(predecessor__in_force_until=None).order_by()
    parts = Territory.objects.exclude(parent=None).order_by().values_list("parent_id", "pk")
    steps = ended.values_list("successor_id", "predecessor_id").union(parts, all=True)
    return Below(_onward(list(steps)))


def inside(*ids: int) -> set[int]:
    """The units, everything below them, and whatever became part of these. One query."""
    return below().inside(*ids)


def areas_of_heirs(ids: Iterable[int]) -> dict[int, set[tuple[int, int | None]]]:
    """For units that ended: the oblasts and, right below, the areas in which their heirs lie.

    One query while none of the units has ended, two else.
    """
    heirs = today_of_each(ids)
    if not heirs:
        return {}
    wanted = {pk for successors in heirs.values() for pk in successors}
    known = Territory.objects.select_related("parent__parent__parent").in_bulk(wanted)
    return {pk: {_area(known[one]) for one in successors} for pk, successors in heirs.items()}


def _area(territory: Territory) -> tuple[int, int | None]:
    here, below = territory, None
    while here.parent is not None:
        here, below = here.parent, here
    return here.pk, below.pk if below else None


def codes_of(territory: Territory) -> tuple[str, ...]:
    """SOATE codes under which things of the unit are found: its own, then those of its heirs.

    Asks nothing for a unit in force.
    """
    if territory.in_force_until is None:
        return territory.codes
    heirs = Territory.objects.filter(pk__in=today([territory.pk]) - {territory.pk})
    found = dict.fromkeys(territory.codes)
    for heir in heirs.select_related("parent__parent__parent"):
        found.update(dict.fromkeys(heir.codes))
    oblast = territory.codes[-1:]
    return (*(code for code in found if code not in oblast), *oblast)


def names_of_heirs(territory: Territory, language: str) -> list[str]:
    """What the place is called today, where the unit has ended. Asks nothing for one in force."""
    if territory.in_force_until is None:
        return []
    heirs = Territory.objects.filter(pk__in=today([territory.pk]) - {territory.pk})
    return [heir.name_in(language) for heir in heirs]


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the tree of its lineage."""

    territory: Territory
    #: How and when it came about or went on; None at the root.
    step: Succession | None
    branches: "tuple[Branch, ...]"


def before(territory: Territory) -> tuple[Branch, ...]:
    """What the unit came from, and what those came from. Two queries whatever the depth."""
    return _tree(territory, backward=True)


def after(territory: Territory) -> tuple[Branch, ...]:
    """What became of the unit, and of those."""
    return _tree(territory, backward=False)


def _tree(territory: Territory, *, backward: bool) -> tuple[Branch, ...]:
    steps = list(Succession.objects.order_by().values_list("predecessor_id", "successor_id"))
    kin = _followed([territory.pk], _backward(steps) if backward else _onward(steps))
    rows = Succession.objects.filter(predecessor__in=kin, successor__in=kin).select_related(
        "predecessor__parent__parent", "successor__parent__parent", "act"
    )
    by_unit: dict[int, list[Succession]] = {}
    for row in rows.order_by("happened_on", "pk"):
        by_unit.setdefault(row.successor_id if backward else row.predecessor_id, []).append(row)

    def grown(pk: int, path: frozenset[int]) -> tuple[Branch, ...]:
        found = []
        for row in by_unit.get(pk, []):
            there = row.predecessor if backward else row.successor
            if there.pk not in path:
                found.append(Branch(there, row, grown(there.pk, path | {there.pk})))
        return tuple(found)

    return grown(territory.pk, frozenset({territory.pk}))
