"""Writing the register."""

from collections.abc import Iterable

from django.db import transaction

from portal.territories import register_files
from portal.territories.models import ActLine, Succession, Territory
from portal.territories.register_files import Register, Unit


@transaction.atomic
def load_register() -> int:
    """Add the units of the data files that are missing; returns how many.

    What stands in the database belongs to the administrator and is never overwritten, but for
    blanks around the hyphens of names. Lineage is written only for units added in this run.
    """
    register = register_files.read()
    rows = list(
        Territory.objects.order_by().values(*_NAMES, "pk", "soate", "level", "parent__soate")
    )
    _tidy_names(row["pk"] for row in rows if any(_is_loose(row[name]) for name in _NAMES))
    ids: dict[str | None, int] = {row["soate"]: row["pk"] for row in rows if row["soate"]}
    known = {
        (row["level"], register_files.tidy_name(row["name_ru"]), row["parent__soate"])
        for row in rows
    }
    known |= _earlier(ids)
    missing = [unit for unit in register.units if not _is_known(unit, ids, known)]
    for depth in range(4):
        _add([unit for unit in missing if register_files.depth(unit) == depth], ids)
    _add_lineage(register, {unit.fields["soate"] for unit in missing}, ids)
    return len(missing)


_NAMES = ("name_ky", "name_ru", "name_en")


def _is_loose(name: str) -> bool:
    return " -" in name or "- " in name


def _tidy_names(ids: Iterable[int]) -> None:
    """Names loaded before blanks around hyphens were looked at."""
    loose = list(ids)
    for row in Territory.objects.filter(pk__in=loose) if loose else ():
        for name in _NAMES:
            setattr(row, name, register_files.tidy_name(getattr(row, name)))
        row.save()


def _is_known(
    unit: Unit, ids: dict[str | None, int], known: set[tuple[str, str, str | None]]
) -> bool:
    fields = unit.fields
    return fields["soate"] in ids or (
        fields["soate"] is None and (fields["level"], fields["name_ru"], unit.parent) in known
    )


def _earlier(ids: dict[str | None, int]) -> set[tuple[str, str, str | None]]:
    """What acts changed belongs to the same units, while the files know what was before.

    Adds earlier codes to ``ids``; returns earlier levels, names and places. One query.
    """
    found: set[tuple[str, str, str | None]] = set()
    codes = {pk: code for code, pk in ids.items()}
    lines = ActLine.objects.exclude(unit=None).filter(act__undone_at=None, role="changed")
    for line in lines.select_related("unit"):
        unit, was = line.unit, line.was
        if unit is None:
            continue
        if was.get("soate"):
            ids.setdefault(was["soate"], unit.pk)
        parent = codes.get(was.get("parent_id", unit.parent_id))
        found.add((was.get("level", unit.level), was.get("name_ru", unit.name_ru), parent))
    return found


def _add(units: list[Unit], ids: dict[str | None, int]) -> None:
    rows = [Territory(parent_id=ids.get(unit.parent), **unit.fields) for unit in units]
    for row in rows:
        row.fill_keys()
    for row in Territory.objects.bulk_create(rows):
        if row.soate:
            ids[row.soate] = row.pk


def _add_lineage(register: Register, added: set[str | None], ids: dict[str | None, int]) -> None:
    Succession.objects.bulk_create(
        Succession(
            predecessor_id=ids[row["from"]],
            successor_id=ids[row["to"]],
            kind=row["kind"],
            happened_on=row["day"],
            source=row["source"],
        )
        for row in register.successions
        if row["from"] in added
    )
