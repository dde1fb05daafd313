"""The maps as pages show them: the country by oblast, an oblast by rayon and city."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from portal.territories.models import Territory
from portal.territories.selectors import Unit

AnyUnit = TypeVar("AnyUnit", Territory, Unit)

_MAPS = Path(__file__).parent / "data" / "maps.json"


@dataclass(frozen=True, slots=True)
class Area:
    """One unit on a map and in the table beside it."""

    name: str
    url: str
    count: int
    is_current: bool = False
    #: Nothing for units that the map has no place for: they stand in the table alone.
    x: int | None = None
    y: int | None = None
    #: Empty for cities, which are points.
    path: str = ""


def country() -> dict[str, Any]:
    """The drawing of the country: ``width``, ``height``, ``lakes``, ``lines``."""
    return dict(_drawings()["country"])


def oblast(soate: str | None) -> dict[str, Any] | None:
    """The drawing of an oblast; None for the capitals, which are points."""
    drawing = _drawings()["oblasts"].get(soate)
    return dict(drawing) if drawing else None


def areas(
    drawing: dict[str, Any],
    units: Iterable[AnyUnit],
    *,
    count: Callable[[AnyUnit], int],
    url: Callable[[AnyUnit], str],
    current: frozenset[int] = frozenset(),
) -> list[Area]:
    """The units with their places on the drawing, in the order given."""
    places = {one["soate"]: one for one in (*drawing["areas"], *drawing["cities"])}
    return [
        Area(
            name=unit.name,
            url=url(unit),
            count=count(unit),
            is_current=unit.pk in current,
            **{k: v for k, v in places.get(unit.soate, {}).items() if k != "soate"},
        )
        for unit in units
    ]


@cache
def _drawings() -> dict[str, Any]:
    drawings: dict[str, Any] = json.loads(_MAPS.read_text(encoding="utf-8"))
    return drawings
