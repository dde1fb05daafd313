"""Entering acts and taking them back. Nothing else writes acts, lines or what follows from them.

A unit that is merged, divided or dissolved ends, and others succeed it. A unit that is renamed,
passes to another rayon or changes its kind is the same legal person and stays the same row; what
it was before stands in the line of the act, and ``acts.selectors`` reads past days from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.timezone import localdate

from portal.territories.acts import errors, refuse
from portal.territories.acts.models import Act, ActLine
from portal.territories.models import Succession, Territory
from portal.territories.signals import act_performed, act_taken_back

_DATES = frozenset({"in_force_until"})
_NAMES = ("name_ky", "name_ru", "name_en")


@dataclass(frozen=True, slots=True)
class Document:
    """The paper behind an act."""

    number: str
    dated_on: date
    title: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that an act founds."""

    name_ky: str
    name_ru: str
    name_en: str
    level: str
    parent_id: int | None
    soate: str | None = None
    name_ky_checked: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """Who enters the act, and when."""

    by_id: int | None
    at: datetime


@transaction.atomic
def merge(
    *,
    units: Sequence[int],
    into: int | NewUnit,
    on: date,
    act: Document,
    entry: Entry,
    names: tuple[str, str, str] | None = None,
) -> Act:
    """Merge units into a new one, or into one that goes on, from ``on``.

    Parts of the units that end become parts of the one that follows.

    Args:
        into: a new unit, or the id of the one that goes on; that one may stand among ``units``.
        names: new names (ky, ru, en) of the unit that goes on.

    Raises:
        TooFew, AlreadyEnded, OutOfOrder, CodeTaken, WithinItself
    """
    goes_on = into if isinstance(into, int) else None
    ending = _free([pk for pk in dict.fromkeys(units) if pk != goes_on], on, ends=True)
    if len(ending) < (1 if goes_on else 2):
        raise errors.TooFew
    row = _enter(Act.Kind.MERGE, on, act, entry)
    if isinstance(into, NewUnit):
        heir = _begin(row, into)
    else:
        [heir] = _free([into], on)
        refuse.a_knot(heir.parent_id, ending)
        _change(row, heir, _renaming(names) | {"in_force_until": None})
    for unit in ending:
        _end(row, unit, [heir], _merged_by(unit, heir))
    _pass_parts(row, ending, heir)
    return _announce(row)


@transaction.atomic
def split(
    *, unit: int, into: Sequence[NewUnit], goes_on: bool, on: date, act: Document, entry: Entry
) -> Act:
    """Divide a unit, or take new ones out of a unit that goes on.

    Raises:
        TooFew, AlreadyEnded, OutOfOrder, CodeTaken
        HasParts: the unit would end and has parts; let it go on, move them, then dissolve it.
    """
    if len(into) < (1 if goes_on else 2):
        raise errors.TooFew
    [old] = _free([unit], on, ends=not goes_on)
    if not goes_on and _parts_of([old]).exists():
        raise errors.HasParts(old)
    row = _enter(Act.Kind.SPLIT, on, act, entry)
    fresh = [_begin(row, one) for one in into]
    if goes_on:
        _change(row, old, {"in_force_until": None}, even_if_same=True)
        _succeed(row, old, fresh, Succession.Kind.SPLIT)
    else:
        _end(row, old, fresh, Succession.Kind.SPLIT)
    return _announce(row)


@transaction.atomic
def dissolve(*, unit: int, among: Sequence[int], on: date, act: Document, entry: Entry) -> Act:
    """Dissolve a unit; its land and people pass to others that go on.

    Raises:
        TooFew: nobody takes over.
        AlreadyEnded, OutOfOrder
        HasParts: the unit has parts and several take over.
    """
    heirs = _free([pk for pk in dict.fromkeys(among) if pk != unit], on)
    if not heirs:
        raise errors.TooFew
    [old] = _free([unit], on, ends=True)
    if len(heirs) > 1 and _parts_of([old]).exists():
        raise errors.HasParts(old)
    row = _enter(Act.Kind.DISSOLVE, on, act, entry)
    for heir in heirs:
        refuse.a_knot(heir.parent_id, [old])
        _change(row, heir, {"in_force_until": None}, even_if_same=True)
    _end(row, old, heirs, Succession.Kind.DISSOLVED)
    _pass_parts(row, [old], heirs[0])
    return _announce(row)


def rename(*, unit: int, names: tuple[str, str, str], on: date, act: Document, entry: Entry) -> Act:
    """Give a unit other names (ky, ru, en); it is found by the old ones as before."""
    return change(unit=unit, to=_renaming(names), kind=Act.Kind.RENAME, on=on, act=act, entry=entry)


def move(*, unit: int, to: int, soate: str | None, on: date, act: Document, entry: Entry) -> Act:
    """Make a unit part of another rayon or oblast, under a new code where it has one."""
    values: dict[str, Any] = {"parent_id": to} | ({"soate": soate} if soate else {})
    return change(unit=unit, to=values, kind=Act.Kind.MOVE, on=on, act=act, entry=entry)


@transaction.atomic
def change(
    *, unit: int, to: dict[str, Any], kind: Act.Kind, on: date, act: Document, entry: Entry
) -> Act:
    """Change names, place, kind or code of a unit that goes on.

    Raises:
        NothingChanges, AlreadyEnded, OutOfOrder, CodeTaken, WithinItself, WrongPlace
        UnfitParts: they cannot be parts of a unit of the new kind.
    """
    [old] = _free([unit], on)
    if all(getattr(old, name) == value for name, value in to.items()):
        raise errors.NothingChanges
    if "parent_id" in to:
        refuse.a_knot(to["parent_id"], [old])
    level = to.get("level", old.level)
    if "level" in to or "parent_id" in to:
        refuse.a_wrong_place(old.name, level, to.get("parent_id", old.parent_id))
    if level != old.level:
        refuse.unfit_parts(old, _parts_of([old]), level)
    row = _enter(kind, on, act, entry)
    _change(row, old, to)
    return _announce(row)


@transaction.atomic
def found(*, unit: NewUnit, on: date, act: Document, entry: Entry) -> Act:
    """Enter a unit that succeeds no other.

    Raises:
        AlreadyThere, WrongPlace, CodeTaken
        AlreadyEnded: the unit it would be part of.
    """
    refuse.a_double((unit.name_ky, unit.name_ru), unit.level, unit.parent_id)
    refuse.a_wrong_place(unit.name_ru, unit.level, unit.parent_id)
    row = _enter(Act.Kind.FOUND, on, act, entry)
    _begin(row, unit)
    return _announce(row)


@transaction.atomic
def take_back(*, act_id: int, entry: Entry) -> Act:
    """Undo an act to which nothing came after; the register is as it was before.

    Raises:
        TakenBack, SomethingCameAfter
        StillUsed: clients, pages or others were entered under a unit that the act founded.
    """
    row = Act.objects.select_for_update().get(pk=act_id)
    if row.undone_at is not None:
        raise errors.TakenBack
    lines = list(row.lines.select_related("unit"))
    unit_ids = [line.unit_id for line in lines if line.unit_id]
    later = Act.objects.in_effect().filter(lines__unit__in=unit_ids, pk__gt=row.pk).distinct()
    if later:
        raise errors.SomethingCameAfter(list(later))
    Succession.objects.filter(act=row).delete()
    for line in reversed(lines):
        if line.unit is not None and line.role != ActLine.Role.BEGUN:
            _restore(line.unit, line.was)
    row.undone_at, row.undone_by_id = entry.at, entry.by_id
    row.save(update_fields=["undone_at", "undone_by"])
    founded = [line.unit_id for line in lines if line.role == ActLine.Role.BEGUN and line.unit_id]
    try:
        act_taken_back.send(Act, act_id=row.pk, unit_ids=unit_ids, founded_ids=founded)
        Territory.objects.filter(pk__in=founded).delete()
    except ProtectedError as refusal:
        kinds = {str(one._meta.verbose_name_plural) for one in refusal.protected_objects}
        raise errors.StillUsed(sorted(kinds)) from refusal
    return row


@transaction.atomic
def take_back_together(*, act_id: int, entry: Entry) -> int:
    """Undo all acts that were entered in one go, the last first; all or nothing.

    Returns:
        How many they were.

    Raises:
        TakenBack, SomethingCameAfter, StillUsed
    """
    acts = list(Act.objects.entered_with(act_id).order_by("-pk").values_list("pk", flat=True))
    for pk in acts:
        take_back(act_id=pk, entry=entry)
    return len(acts)


@transaction.atomic
def attach_scan(*, act_id: int, file: Any) -> None:
    """Keep the scan of the document with the act."""
    row = Act.objects.select_for_update().get(pk=act_id)
    row.file = file
    row.save(update_fields=["file"])


def _enter(kind: Act.Kind, on: date, act: Document, entry: Entry) -> Act:
    """The row of the act; a day to come is refused: the register tells what holds today."""
    if max(on, act.dated_on) > localdate(entry.at):
        raise errors.StillToCome
    return Act.objects.create(
        kind=kind,
        happened_on=on,
        number=act.number,
        dated_on=act.dated_on,
        title=act.title,
        link=act.link,
        made_by_id=entry.by_id,
        made_at=entry.at,
    )


def _free(ids: Sequence[int], on: date, *, ends: bool = False) -> list[Territory]:
    """The units, locked, in the order of ``ids``; refuses those that the act comes too late for."""
    rows = Territory.objects.select_for_update().in_bulk(list(ids))
    units = [rows[pk] for pk in ids]
    ended = set(Territory.objects.superseded().filter(pk__in=ids).values_list("pk", flat=True))
    lines = ActLine.objects.filter(unit__in=ids, act__undone_at=None)
    later = set(lines.filter(act__happened_on__gt=on).values_list("unit_id", flat=True))
    for unit in units:
        if unit.pk in ended:
            raise errors.AlreadyEnded(unit)
        began = unit.in_force_from
        if unit.pk in later or (began and (began > on or (ends and began == on))):
            raise errors.OutOfOrder(unit)
    return units


def _begin(row: Act, new: NewUnit) -> Territory:
    refuse.a_taken_code(new.soate, None)
    if new.parent_id is not None:
        refuse.an_ended_parent(new.parent_id)
    unit: Territory = Territory.objects.create(
        soate=new.soate or None,
        level=new.level,
        parent_id=new.parent_id,
        name_ky=new.name_ky,
        name_ru=new.name_ru,
        name_en=new.name_en,
        name_ky_checked=new.name_ky_checked,
        in_force_from=row.happened_on,
        source=row.document[:500],
    )
    _write_line(row, unit, ActLine.Role.BEGUN, {})
    return unit


def _end(row: Act, unit: Territory, heirs: Sequence[Territory], kind: Succession.Kind) -> None:
    was = _was(unit, ["in_force_until"])
    unit.in_force_until = row.happened_on - timedelta(days=1)
    unit.save(update_fields=["in_force_until"])
    _write_line(row, unit, ActLine.Role.ENDED, was)
    _succeed(row, unit, heirs, kind)


def _change(
    row: Act, unit: Territory, values: dict[str, Any], *, even_if_same: bool = False
) -> None:
    """Write new values onto a unit that goes on; its earlier names stay findable."""
    if values.get("soate"):
        refuse.a_taken_code(values["soate"], unit.pk)
    changed = {name: value for name, value in values.items() if getattr(unit, name) != value}
    if not changed and not even_if_same:
        return
    if any(name in changed for name in _NAMES):
        changed["former_names"] = _with_former(unit)
    if "name_ky" in values:
        changed["name_ky_checked"] = values.get("name_ky_checked", True)
    was = _was(unit, changed)
    for name, value in changed.items():
        setattr(unit, name, value)
    unit.save()
    _write_line(row, unit, ActLine.Role.CHANGED, was)


def _with_former(unit: Territory) -> str:
    known = [name.strip() for name in unit.former_names.split(",") if name.strip()]
    names = dict.fromkeys([unit.name_ky, unit.name_ru, unit.name_en, *known])
    kept = ""
    for name in names:
        longer = f"{kept}, {name}" if kept else name
        if len(longer) <= 250:
            kept = longer
    return kept


def _pass_parts(row: Act, ended: Sequence[Territory], heir: Territory) -> None:
    for part in _parts_of(ended).exclude(pk=heir.pk):
        _change(row, part, {"parent_id": heir.pk})


def _parts_of(units: Sequence[Territory]) -> Any:
    """What goes on below the units; what ended before stays with them."""
    parts = Territory.objects.filter(parent__in=[unit.pk for unit in units])
    return parts.exclude(pk__in=Territory.objects.superseded().values("pk"))


def _succeed(row: Act, unit: Territory, heirs: Sequence[Territory], kind: Succession.Kind) -> None:
    Succession.objects.bulk_create(
        Succession(
            predecessor=unit,
            successor=heir,
            kind=kind,
            happened_on=row.happened_on,
            source=row.document[:250],
            act=row,
        )
        for heir in heirs
    )


def _merged_by(unit: Territory, heir: Territory) -> Succession.Kind:
    levels = (unit.level, heir.level)
    absorbed = levels == (Territory.Level.AYIL_AIMAK, Territory.Level.CITY)
    return Succession.Kind.ABSORBED if absorbed else Succession.Kind.MERGED


def _renaming(names: tuple[str, str, str] | None) -> dict[str, Any]:
    return dict(zip(_NAMES, names, strict=True)) if names else {}


def _was(unit: Territory, names: Any) -> dict[str, Any]:
    values = {name: getattr(unit, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _restore(unit: Territory, was: dict[str, Any]) -> None:
    for name, value in was.items():
        setattr(unit, name, date.fromisoformat(value) if name in _DATES and value else value)
    unit.save()


def _write_line(row: Act, unit: Territory, role: ActLine.Role, was: dict[str, Any]) -> None:
    row.lines.create(unit=unit, role=role, name_ky=unit.name_ky, name_ru=unit.name_ru, was=was)


def _announce(row: Act) -> Act:
    unit_ids = list(row.lines.exclude(unit=None).values_list("unit_id", flat=True))
    act_performed.send(Act, act_id=row.pk, unit_ids=unit_ids)
    return row
