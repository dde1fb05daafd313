"""The data files of the register, read into plain rows."""

import csv
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from portal.core import letters
from portal.territories.kyrgyz_names import kyrgyz_name

FOLDER = Path(__file__).parent / "data"
#: The merger of 2024: only the year is known.
LAST_DAY_BEFORE = date(2024, 12, 31)
FIRST_DAY_AFTER = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the register; ``parent`` is a SOATE code or empty."""

    parent: str
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """All that the data files say."""

    units: list[Unit]
    successions: list[dict[str, Any]]


def read() -> Register:
    """Read the data files."""
    lineage = yaml.safe_load((FOLDER / "lineage.yaml").read_text(encoding="utf-8"))
    with (FOLDER / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        units = [_unit(row, lineage) for row in csv.DictReader(file)]
    units += [_new_unit(row) for row in lineage["new_units"]]
    return Register(units=units, successions=lineage["successions"])


_HYPHEN = re.compile(r"(?<=\w)\s*-\s*(?=\w)")
_DEPTHS = {"oblast": 0, "rayon": 1, "city": 2, "city_district": 3, "ayil_aimak": 3}


def depth(unit: Unit) -> int:
    """How far from the top a unit may stand; its parent stands higher."""
    return _DEPTHS[unit.fields["level"]]


def _unit(row: dict[str, str], lineage: dict[str, Any]) -> Unit:
    code, level = row["soate"], row["level"]
    row = row | {name: tidy_name(row[name]) for name in ("name_ky", "name_ru", "name_en")}
    goes_on = lineage["goes_on"].get(code)
    of_before = level == "ayil_aimak" and goes_on is None
    return Unit(
        parent=row["parent_soate"],
        fields={
            "soate": code,
            "level": level,
            "name_ky": row["name_ky"] or kyrgyz_name(row["name_ru"], level),
            "name_ky_checked": bool(row["name_ky"]),
            "name_ru": row["name_ru"],
            "name_en": row["name_en"],
            "former_names": lineage["former_names"].get(code, ""),
            "in_force_until": _last_day(code, lineage) if of_before else None,
            "note": row["note"][:250],
            "source": " ; ".join(filter(None, (row["source"], goes_on))),
        },
    )


def tidy_name(name: str) -> str:
    """A name without the blanks that the classifier puts around hyphens: ``Кек - Джарский``."""
    return " ".join(_HYPHEN.sub("-", letters.tidy(name)).split())


def _last_day(code: str, lineage: dict[str, Any]) -> date:
    for succession in lineage["successions"]:
        if succession["from"] == code:
            day: date = succession["day"]
            return day
    return LAST_DAY_BEFORE


def _new_unit(row: dict[str, Any]) -> Unit:
    return Unit(
        parent=row["parent"],
        fields={
            "soate": row.get("soate"),
            "level": "ayil_aimak",
            "name_ky": row["ky"],
            "name_ky_checked": row["checked"],
            "name_ru": row["ru"],
            "name_en": row["en"],
            "in_force_from": FIRST_DAY_AFTER,
            "source": row["source"],
        },
    )
