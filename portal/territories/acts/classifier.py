"""A new classifier read from a file, compared with the register, and applied as acts."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from portal.territories.acts import services
from portal.territories.acts.models import Act
from portal.territories.acts.services import Document, Entry, NewUnit
from portal.territories.kyrgyz_names import kyrgyz_name
from portal.territories.models import Territory

REQUIRED = ("soate", "parent_soate", "level", "name_ru")
COLUMNS = (*REQUIRED, "name_ky", "name_en")
MEGABYTES = 5
_MOST_ROWS = 5000
_LONGEST_NAME = 120
_SOATE = re.compile(r"[0-9]{14}")
_DEPTHS = {"oblast": 0, "rayon": 1, "city": 2, "city_district": 3, "ayil_aimak": 3}


class BadFile(Exception):
    """The file is no classifier; ``reasons`` say why, in the language of the editor."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Row:
    """One unit as the classifier has it."""

    soate: str
    parent_soate: str
    level: str
    name_ru: str
    name_ky: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the classifier and the register part ways."""

    #: Names the difference in the form: its kind and the code or the id.
    key: str
    #: ``new``, ``gone``, ``changed`` or ``confirmed``.
    kind: str
    name: str
    place: str
    #: What is different, in words.
    told: str = ""
    unit_id: int | None = None
    row: Row | None = None
    #: For a unit that is gone: keys of what it may have become, with their names.
    heirs: tuple[tuple[str, str], ...] = ()


def read(content: bytes) -> list[Row]:
    """The rows of a file in UTF-8 or Windows-1251, parted by comma, semicolon or tab.

    Raises:
        BadFile: with every reason found.
    """
    lines = csv.DictReader(io.StringIO(_text(content)), delimiter=_delimiter(content))
    try:
        names = [str(name or "").strip().lower() for name in lines.fieldnames or []]
        lines.fieldnames = names
        missing = [name for name in REQUIRED if name not in names]
        if missing:
            raise BadFile([_("Columns are missing: %(names)s.") % {"names": ", ".join(missing)}])
        raw = [
            {name: str(line.get(name) or "").strip() for name in COLUMNS}
            for line, _number in zip(lines, range(_MOST_ROWS + 1), strict=False)
        ]
    except csv.Error as error:
        raise BadFile([_("This is no table of text: save it as CSV.")]) from error
    rows = [Row(**line) for line in raw if any(line.values())]
    reasons = _reasons(rows)
    if reasons:
        raise BadFile(reasons[:20])
    return rows


def _text(content: bytes) -> str:
    if b"\x00" in content:
        raise BadFile([_("This is no table of text: save it as CSV.")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")


def _delimiter(content: bytes) -> str:
    head = content.split(b"\n", 1)[0]
    return max(";,\t", key=lambda one: head.count(one.encode()))


def _reasons(rows: list[Row]) -> list[str]:
    """What is wrong with the rows, line by line."""
    if not rows:
        return [_("The file has no rows.")]
    if len(rows) > _MOST_ROWS:
        return [_("The file has more than %(most)s rows.") % {"most": _MOST_ROWS}]
    codes = Counter(row.soate for row in rows)
    levels = {row.soate: row.level for row in rows}
    return [
        reason
        for line, row in enumerate(rows, start=2)
        for reason in _wrong(line, row, codes, levels)
    ]


def _wrong(
    line: int, row: Row, codes: Mapping[str, int], levels: Mapping[str, str]
) -> Iterator[str]:
    """What is wrong with one row."""
    told = {"line": line, "code": row.soate}
    if not _SOATE.fullmatch(row.soate):
        yield _("Line %(line)s: the code has not fourteen digits.") % told
    elif codes[row.soate] > 1:
        yield _("Line %(line)s: the code %(code)s stands more than once.") % told
    if row.level not in _DEPTHS:
        yield _("Line %(line)s: the level is unknown.") % told
    if not row.name_ru or max(map(len, (row.name_ru, row.name_ky, row.name_en))) > _LONGEST_NAME:
        yield _("Line %(line)s: a name is empty or too long.") % told
    if row.parent_soate and (row.parent_soate not in codes or row.parent_soate == row.soate):
        yield _("Line %(line)s: the unit above is not in the file.") % told
    elif row.level in _DEPTHS and not _stands(row, levels):
        yield _("Line %(line)s: a unit of this level does not stand there.") % told


def _stands(row: Row, levels: Mapping[str, str]) -> bool:
    above = levels.get(row.parent_soate)
    return above in Territory.LEVELS_ABOVE[Territory.Level(row.level)]


def differences(rows: Iterable[Row]) -> list[Difference]:
    """What the classifier says otherwise than the register of today. Two queries."""
    going_on = list(Territory.objects.going_on().with_place())
    coded = {unit.soate: unit for unit in going_on if unit.soate}
    nameless = {
        (unit.level, _plain(unit.name_ru), unit.parent.soate if unit.parent else ""): unit
        for unit in going_on
        if not unit.soate
    }
    rows = list(rows)
    names = {row.soate: row.name_ru for row in rows}
    found, met = [], set()
    for row in sorted(rows, key=lambda one: _DEPTHS[one.level]):
        place = names.get(row.parent_soate, "")
        key = (row.level, _plain(row.name_ru), row.parent_soate)
        unit = coded.get(row.soate) or nameless.get(key)
        if unit is None:
            new = Difference(f"new-{row.soate}", "new", row.name_ru, place, row.soate, row=row)
            found.append(new)
            continue
        met.add(unit.pk)
        found += _changes(unit, row, place)
    gone = [unit for unit in going_on if unit.pk not in met]
    return found + [_gone(unit, found, coded, met) for unit in gone]


def _plain(name: str) -> str:
    return " ".join(name.replace(" - ", "-").lower().split())


def _changes(unit: Territory, row: Row, place: str) -> list[Difference]:
    told = []
    if _plain(unit.name_ru) != _plain(row.name_ru):
        told.append(f"{unit.name_ru} → {row.name_ru}")
    if row.name_ky and _plain(unit.name_ky) != _plain(row.name_ky):
        told.append(f"{unit.name_ky} → {row.name_ky}")
    if (unit.parent.soate if unit.parent else "") != row.parent_soate:
        told.append(f"{unit.place} → {place}")
    if unit.level != row.level:
        told.append(f"{unit.get_level_display()} → {Territory.Level(row.level).label}")
    if unit.soate != row.soate:
        told.append(f"{unit.soate or '—'} → {row.soate}")
    if told:
        name = unit.name_ru
        words = "; ".join(told)
        return [Difference(f"changed-{unit.pk}", "changed", name, place, words, unit.pk, row)]
    if unit.in_force_until is not None:
        key = f"confirmed-{unit.pk}"
        return [Difference(key, "confirmed", unit.name_ru, place, row.soate, unit.pk, row)]
    return []


def _gone(
    unit: Territory, found: list[Difference], coded: Mapping[str, Territory], met: set[int]
) -> Difference:
    """A unit the classifier no longer has, with what stands beside its place now."""
    parent = unit.parent.soate if unit.parent else ""
    heirs = [
        (one.key, one.name)
        for one in found
        if one.kind == "new"
        and one.row
        and one.row.level == unit.level
        and (one.row.parent_soate == parent or _plain(one.name) == _plain(unit.name_ru))
    ]
    heirs += [
        (f"unit-{one.pk}", one.name_ru)
        for one in coded.values()
        if one.pk in met and one.parent_id == unit.parent_id
    ]
    key = f"gone-{unit.pk}"
    told = unit.soate or ""
    return Difference(key, "gone", unit.name_ru, unit.place, told, unit.pk, heirs=tuple(heirs))


@transaction.atomic
def apply(
    *,
    rows: Iterable[Row],
    ticked: set[str],
    heirs: Mapping[str, str],
    on: date,
    act: Document,
    entry: Entry,
) -> list[Act]:
    """Enter the ticked differences as acts of one day; all or nothing.

    A unit that is gone enters with its heir: several that became one new unit are a merger, a
    single one lives on under the new name and code.

    Args:
        heirs: by key of a unit that is gone, the key of what it became.

    Raises:
        ActRefused: one of the acts cannot be.
    """
    chosen = [one for one in differences(rows) if one.key in ticked]
    into = _gathered(chosen, heirs)
    run = _Run(on, act, entry)
    for one in chosen:
        if one.row is not None:
            run.enter(one, one.row, into.pop(one.key, []))
    for key, units in into.items():
        run.taken_in(int(key.removeprefix("unit-")), units)
    return run.acts


def _gathered(chosen: Iterable[Difference], heirs: Mapping[str, str]) -> dict[str, list[int]]:
    """By what they became, the units that are gone; only where both are ticked or stand already."""
    keys = {one.key for one in chosen}
    into: dict[str, list[int]] = {}
    for one in chosen:
        heir = heirs.get(one.key, "")
        known = heir in dict(one.heirs) and (heir in keys or heir.startswith("unit-"))
        if one.kind == "gone" and one.unit_id and known:
            into.setdefault(heir, []).append(one.unit_id)
    return into


class _Run:
    """The acts of one application."""

    def __init__(self, on: date, act: Document, entry: Entry) -> None:
        self.on, self.act, self.entry = on, act, entry
        self.acts: list[Act] = []

    def enter(self, one: Difference, row: Row, units: list[int]) -> None:
        """Found, merge or change, as the difference asks."""
        if one.unit_id is not None:
            self.changed(one.unit_id, row)
        elif len(units) == 1:
            self.changed(units[0], row)
        else:
            self.new(row, units)

    def new(self, row: Row, units: list[int]) -> None:
        """A unit of its own, or the one that several became."""
        unit = NewUnit(
            name_ky=row.name_ky or _guessed(row),
            name_ru=row.name_ru,
            name_en=row.name_en or row.name_ru,
            level=row.level,
            parent_id=_parent_id(row),
            soate=row.soate,
            name_ky_checked=bool(row.name_ky),
        )
        if units:
            self.acts.append(
                services.merge(units=units, into=unit, on=self.on, act=self.act, entry=self.entry)
            )
        else:
            self.acts.append(services.found(unit=unit, on=self.on, act=self.act, entry=self.entry))

    def changed(self, pk: int, row: Row) -> None:
        """A unit that goes on as the row says."""
        unit = Territory.objects.get(pk=pk)
        names = {"name_ru": row.name_ru} if _plain(unit.name_ru) != _plain(row.name_ru) else {}
        if row.name_ky or names:
            names["name_ky"] = row.name_ky or _guessed(row)
        names |= {"name_en": row.name_en} if row.name_en else {}
        to = {
            **names,
            **({"name_ky_checked": bool(row.name_ky)} if "name_ky" in names else {}),
            "parent_id": _parent_id(row),
            "level": row.level,
            "soate": row.soate,
            "in_force_until": None,
        }
        kind = _kind(unit, row, to)
        self.acts.append(
            services.change(unit=pk, to=to, kind=kind, on=self.on, act=self.act, entry=self.entry)
        )

    def taken_in(self, heir: int, units: list[int]) -> None:
        """Units that became part of one that goes on."""
        self.acts.append(
            services.merge(units=units, into=heir, on=self.on, act=self.act, entry=self.entry)
        )


def _kind(unit: Territory, row: Row, to: Mapping[str, object]) -> Act.Kind:
    if unit.parent_id != to["parent_id"]:
        return Act.Kind.MOVE
    if unit.level != row.level:
        return Act.Kind.RECLASSIFY
    if any(getattr(unit, name) != to[name] for name in ("name_ru", "name_ky") if name in to):
        return Act.Kind.RENAME
    return Act.Kind.RECODE if unit.soate != row.soate else Act.Kind.CONFIRM


def _guessed(row: Row) -> str:
    return (
        kyrgyz_name(row.name_ru, row.level) if row.level in ("ayil_aimak", "city") else row.name_ru
    )


def _parent_id(row: Row) -> int | None:
    if not row.parent_soate:
        return None
    found: int = Territory.objects.values_list("pk", flat=True).get(soate=row.parent_soate)
    return found
