"""A statement of ten thousand lines against fifty thousand open invoices.

What is measured is reading the file, matching and storing its lines, beside reading and storing
alone. Of the conclusions it is counted how many certain ones are right, and how many payable lines
are certain or have the right invoice as first proposal.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING, Any
from unittest import mock

from tests.fakes import statements

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

INVOICES, LINES, ROUNDS = 50_000, 10_000, 3
LIMIT, FOUND_AT_LEAST, MOST_QUERIES = 3.0, 0.9, 3


def measured() -> bool:
    """Fill, measure, print; True when every figure is within its limit."""
    statements.make_invoices(INVOICES)
    lines = statements.make_lines(LINES)
    content = statements.as_1c(lines)
    plain, matched = [], []
    for _round in range(ROUNDS):
        plain.append(_time(lambda: _take_in(content, matching=False)))
        matched.append(_time(lambda: _take_in(content, matching=True)))
    ratio = statistics.median(matched) / statistics.median(plain)
    held = [_told("a statement with matching, beside storing it", ratio, LIMIT)]
    queries = [_queries(lines[:100]), _queries(lines)]
    held.append(_told("queries of matching", max(queries), MOST_QUERIES))
    right, found = judged(lines)
    sys.stdout.write(f"certain matches that are right: {right:.4f} (must be 1)\n")
    sys.stdout.write(f"payable lines certain or right first: {found:.4f} (at least 0.9)\n")
    return all(held) and right == 1.0 and found >= FOUND_AT_LEAST and queries[0] == queries[1]


def judged(lines: Sequence[statements.Paid]) -> tuple[float, float]:
    """The share of certain matches that are right, of payable lines certain or right first."""
    from membership.bank import imports
    from membership.bank.models import BankLine, Statement

    rows = imports.lines_of(Statement(), _sheet(lines).rows)
    imports.match(rows, on=statements.DAY)
    certain = good = payable = first = 0
    for row, line in zip(rows, lines, strict=True):
        is_right = frozenset(row.verdict["together"]) == line.truth
        if row.state == BankLine.State.CERTAIN:
            certain, good = certain + 1, good + is_right
        if line.truth:
            payable += 1
            proposed = row.verdict["proposals"][:1]
            first += bool(proposed) and proposed[0]["invoice"] in line.truth
    return good / max(certain, 1), first / max(payable, 1)


def _sheet(lines: Sequence[statements.Paid]) -> Any:
    from membership.bank.formats import reading

    return reading.read(statements.as_1c(list(lines)))


def _take_in(content: bytes, *, matching: bool) -> None:
    from django.db import transaction

    from membership.bank import imports
    from membership.bank.formats import reading

    with transaction.atomic():
        sheet = reading.read(content)
        with mock.patch.object(imports, "match", imports.match if matching else _no_match):
            imports.store(
                sheet, file_name="bench", path="", at=statements.moment(), by_user_id=None
            )
        transaction.set_rollback(True)


def _no_match(*_args: Any, **_kwargs: Any) -> None:
    """Lines are stored as they are."""


def _queries(lines: Sequence[statements.Paid]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from membership.bank import imports
    from membership.bank.models import Statement

    rows = imports.lines_of(Statement(), _sheet(lines).rows)
    with CaptureQueriesContext(connection) as asked:
        imports.match(rows, on=statements.DAY)
    return len(asked)


def _time(deed: Callable[[], None]) -> float:
    begun = time.process_time()
    deed()
    return time.process_time() - begun


def _told(name: str, figure: float, limit: float) -> bool:
    verdict = "ok" if figure <= limit else "ABOVE"
    sys.stdout.write(f"{name}: {figure:.2f} (limit {limit:.1f}) {verdict}\n")
    return figure <= limit
