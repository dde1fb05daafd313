"""Numbers made visible: the lengths of bars, as plain numbers for SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

#: As many sources as the style sheet has colours for; the rest share the last one.
COLOURS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One source of money as a piece of the stacked bar; lengths are shares of 100."""

    name: str
    tyiyn: int
    start: str
    width: str
    percent: int
    colour: int


def share(part: float | Decimal | None, whole: float | Decimal | None) -> str:
    """``part`` of ``whole`` on a bar of length 100, with a point whatever the language."""
    if not part or not whole:
        return "0"
    return f"{min(max(float(part) / float(whole), 0), 1) * 100:.2f}".rstrip("0").rstrip(".")


def stacked(sources: Sequence[Any]) -> tuple[int, list[Part]]:
    """The total of ``sources`` (objects or mappings with ``name`` and ``tyiyn``) and their parts.

    Sources without money are left out; percents are rounded so that they add up to 100.
    """
    named = [(_read(source, "name"), int(_read(source, "tyiyn") or 0)) for source in sources]
    named = [(name, tyiyn) for name, tyiyn in named if tyiyn > 0]
    total = sum(tyiyn for _name, tyiyn in named)
    parts, so_far = [], 0
    for place, ((name, tyiyn), percent) in enumerate(
        zip(named, _percents([tyiyn for _name, tyiyn in named]), strict=True), start=1
    ):
        parts.append(
            Part(
                name=name,
                tyiyn=tyiyn,
                start=share(so_far, total),
                width=share(tyiyn, total),
                percent=percent,
                colour=min(place, COLOURS),
            )
        )
        so_far += tyiyn
    return total, parts


def _read(source: Any, field: str) -> Any:
    return source[field] if isinstance(source, Mapping) else getattr(source, field)


def _percents(amounts: Sequence[int]) -> list[int]:
    """Whole percents that add up to 100: the largest remainders are rounded up."""
    total = sum(amounts)
    floors = [amount * 100 // total for amount in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda at: amounts[at] * 100 % total)
    missing = 100 - sum(floors)
    for at in by_remainder[len(amounts) - missing :] if amounts else []:
        floors[at] += 1
    return floors
