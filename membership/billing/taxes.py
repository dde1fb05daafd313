"""Taxes contained in a price, by the day of the paper."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from membership.billing.models import TaxRate


def in_force(day: date) -> list[dict[str, Any]]:
    """Kind and rate of each tax that holds on ``day``; taxes that ended are left out."""
    latest: dict[str, int] = {}
    for rate in TaxRate.objects.filter(from_on__lte=day).order_by("from_on"):
        latest[rate.kind] = rate.rate
    return [{"kind": kind, "rate": rate} for kind, rate in sorted(latest.items()) if rate]


def contained(total_tyiyn: int, taxes: Iterable[Mapping[str, Any]]) -> list[tuple[str, int, int]]:
    """Kind, rate and sum of each tax inside a total, rounded to the tyiyn.

    All taxes are laid on the same net price, so ``1120`` with 12 % contains ``120``.
    """
    rates = [(str(tax["kind"]), int(tax["rate"])) for tax in taxes]
    whole = 10_000 + sum(rate for _kind, rate in rates)
    return [(kind, rate, (2 * total_tyiyn * rate + whole) // (2 * whole)) for kind, rate in rates]
