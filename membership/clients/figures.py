"""The client base in numbers: the 8 × 2 matrix and which municipalities are served."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from membership.clients.models import Client, Standing, Tally
from membership.clients.reach import Part, Reach
from portal.core.audience import Category, Service
from portal.territories import selectors as territories

#: How a row of the register is known: in force today, or from before a merger nobody entered yet.
TODAY, BEFORE = "today", "before"
#: Growth is told against so many days ago, unless another of these is asked for.
GROWTH_DAYS = 30
PERIODS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class Cell:
    """Clients of one kind and category in one service."""

    service: str
    kind: str
    #: Who has the service or had it.
    known: int = 0
    active: int = 0
    #: How many are new in the period.
    gained: int = 0

    @property
    def lapsed(self) -> int:
        """Known and no longer active."""
        return self.known - self.active

    @property
    def growth(self) -> int | None:
        """Whole per cent over those known before the period; None where nobody was."""
        before = self.known - self.gained
        return round(100 * self.gained / before) if before > 0 else None


@dataclass(frozen=True, slots=True)
class Row:
    """One category; the empty one holds people who have not said theirs."""

    category: str
    label: Any
    total: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Categories by services; people and organisations are counted apart."""

    on: date
    rows: tuple[Row, ...]
    totals: Row

    @property
    def largest(self) -> int:
        """The longest bar."""
        return max((cell.known for row in self.rows for cell in row.cells), default=0) or 1


def matrix(
    on: date,
    *,
    period: int = GROWTH_DAYS,
    oblast: int = 0,
    language: str = "",
    of: "QuerySet[Client] | None" = None,
) -> Matrix:
    """The base on a day, in one query: from the sums, or of a part of it from the standings.

    Args:
        of: these clients alone.
    """
    part: dict[str, Any] = {"oblast": oblast, "language": language}
    part = {name: value for name, value in part.items() if value}
    if of is not None:
        part["client__in"] = of.order_by().values("pk")
    before = on - timedelta(days=period)
    counts = _of_part(part, on, before) if part else _of_all(on, before)
    categories: list[tuple[str, Any]] = list(Category.choices)
    if any(category == "" for category, _kind in counts):
        categories.append(("", None))
    rows = tuple(_row(code, label, counts) for code, label in categories)
    return Matrix(on=on, rows=rows, totals=_summed(rows))


Counts = dict[tuple[str, str], dict[str, int]]


def _of_all(on: date, before: date) -> Counts:
    """Everybody, less who came after the day; a few thousand sums however large the base."""
    everybody = Q(what=Tally.What.ALL)
    later = Q(what=Tally.What.SINCE, day__gt=on)
    lately = Q(what=Tally.What.SINCE, day__gt=before)
    active = Q(what=Tally.What.UNTIL, day__gte=on)
    rows: Any = Tally.objects.order_by().filter(everybody | lately | active)
    rows = rows.values("service", "kind", "category").annotate(
        everybody=Sum("count", filter=everybody, default=0),
        later=Sum("count", filter=later, default=0),
        lately=Sum("count", filter=lately, default=0),
        active=Sum("count", filter=active, default=0),
    )
    return _gathered(
        {
            **row,
            "known": row["everybody"] - row["later"],
            "before": row["everybody"] - row["lately"],
        }
        for row in rows
    )


def _of_part(part: dict[str, Any], on: date, before: date) -> Counts:
    rows: Any = Standing.objects.order_by().filter(**part)
    return _gathered(
        rows.values("service", "kind", "category").annotate(
            known=Count("pk", filter=Q(known_since__lte=on)),
            before=Count("pk", filter=Q(known_since__lte=before)),
            active=Count("pk", filter=Q(known_since__lte=on, active_until__gte=on)),
        )
    )


def _gathered(rows: Iterable[dict[str, Any]]) -> Counts:
    counts: Counts = {}
    for row in rows:
        if not row["known"]:
            continue
        cell = counts.setdefault((row["category"], row["kind"]), {})
        service = row["service"]
        if not service:
            cell["total"] = row["known"]
        for name in ("known", "active", "before"):
            cell[f"{service}_{name}"] = row[name]
    return counts


def _row(category: str, label: Any, counts: dict[tuple[str, str], dict[str, int]]) -> Row:
    of_kind = {kind: counts.get((category, kind), {}) for kind in Client.Kind.values}
    cells = tuple(
        _cell(service, kind, of_kind[kind])
        for service in Service.values
        for kind in Client.Kind.values
    )
    return Row(category, label, sum(row.get("total", 0) for row in of_kind.values()), cells)


def _cell(service: str, kind: str, row: dict[str, int]) -> Cell:
    known, before = row.get(f"{service}_known", 0), row.get(f"{service}_before", 0)
    return Cell(
        service=service,
        kind=kind,
        known=known,
        active=row.get(f"{service}_active", 0),
        gained=known - before,
    )


def _summed(rows: tuple[Row, ...]) -> Row:
    columns = zip(*(row.cells for row in rows), strict=True)
    cells = tuple(
        Cell(
            service=column[0].service,
            kind=column[0].kind,
            known=sum(cell.known for cell in column),
            active=sum(cell.active for cell in column),
            gained=sum(cell.gained for cell in column),
        )
        for column in columns
    )
    return Row("all", None, sum(row.total for row in rows), cells)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many municipalities are served, of how many there are."""

    covered: int
    #: A dated figure with its source, never a count of our own rows. None while unknown.
    universe: Any

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down."""
        return 100 * self.covered // self.universe.total if self.universe else 0

    @property
    def missing(self) -> int:
        """How many are not reached; nothing below zero while the register counts more finely."""
        return max(self.universe.total - self.covered, 0) if self.universe else 0


def coverage(on: date) -> Coverage:
    """A municipality is covered when one of its bodies or a verified office-holder is active."""
    return Coverage(covered=len(Reach(on).of(Part())), universe=territories.universe(on))


def covered(on: date, part: Part = Part()) -> "QuerySet[Any]":  # noqa: B008 - it is frozen
    """The municipalities served on a day; a former unit counts for its successor."""
    return territories.municipalities().filter(pk__in=Reach(on).of(part))


def missing(on: date, part: Part = Part()) -> "QuerySet[Any]":  # noqa: B008 - it is frozen
    """The municipalities of the register that nobody active comes from."""
    return territories.municipalities().exclude(pk__in=Reach(on).of(part))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Why a list of municipalities has other rows than their number says.

    The number is the statistics committee's, of a day. The register names the units of the
    classifier of 2021 until somebody enters what they were merged into, so several rows may be one
    municipality of today.
    """

    #: Rows of the list that are units in force.
    today: int
    #: Rows of the list whose merger is not entered.
    before: int

    @property
    def rows(self) -> int:
        """All rows of the list."""
        return self.today + self.before


def reckoning(units: "QuerySet[Any]") -> Reckoning:
    """Tell apart the rows of a list of municipalities, whatever it is narrowed by."""
    rows = units.order_by().aggregate(
        today=Count("pk", filter=Q(in_force_until=None), distinct=True),
        before=Count("pk", filter=Q(in_force_until__isnull=False), distinct=True),
    )
    return Reckoning(**rows)


def known_as(unit: Any) -> str:
    """Whether a row of the register is in force today or waits for its lineage."""
    return TODAY if unit.in_force_until is None else BEFORE
