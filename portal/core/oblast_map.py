"""The map of the country by oblast: outlines from a file, counts from whoever asks."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "oblast_map.json"


@dataclass(frozen=True, slots=True)
class Area:
    """One oblast or republican city with what is to be said about it."""

    soate: str
    name: str
    count: int
    url: str
    path: str
    #: Where the count stands.
    x: int
    y: int
    #: A city is a point on the map, not a plain.
    is_city: bool


@cache
def _outlines() -> dict[str, Any]:
    outlines: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return outlines


def drawn(rows: Iterable[tuple[str, str, int, str]]) -> dict[str, Any]:
    """The context of ``components/oblast_map.html``.

    Args:
        rows: SOATE code, name in the reader's language, count and address; areas without a row
            are drawn without a count.
    """
    known = {soate: (name, count, url) for soate, name, count, url in rows}
    outlines = _outlines()
    areas = []
    for outline in outlines["areas"]:
        name, count, url = known.get(outline["soate"], ("", 0, ""))
        areas.append(
            Area(
                soate=outline["soate"],
                name=name,
                count=count,
                url=url,
                path=outline["path"],
                x=outline["x"],
                y=outline["y"],
                is_city=outline["city"],
            )
        )
    return {
        "areas": areas,
        "lakes": outlines["lakes"],
        "width": outlines["width"],
        "height": outlines["height"],
    }
