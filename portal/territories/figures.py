"""What is known of units: the latest figure of each kind, with its year and source."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.territories.models import Figures
from portal.territories.querysets import FIGURES


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, never without its year and source."""

    value: int
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class Known:
    """The latest figures of a unit; None where nobody has typed one."""

    population: Figure | None = None
    altitude_m: Figure | None = None
    budget_tyiyn: Figure | None = None


def known(territory_ids: Iterable[int]) -> dict[int, Known]:
    """The latest figures by id of the unit; units without any are left out. One query."""
    rows = Figures.objects.filter(territory__in=list(territory_ids)).order_by("year")
    found: dict[int, dict[str, Figure]] = {}
    for row in rows:
        own = found.setdefault(row.territory_id, {})
        for kind in FIGURES:
            if (value := getattr(row, kind)) is not None:
                own[kind] = Figure(value=value, year=row.year, source=row.source)
    return {territory_id: Known(**own) for territory_id, own in found.items()}
