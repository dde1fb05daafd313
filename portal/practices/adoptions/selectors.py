"""Answers about adoptions for pages, facets and reports."""

from datetime import datetime
from uuid import UUID

from portal.practices.adoptions.models import Adoption


def adopted_counts() -> dict[UUID, int]:
    """How many municipalities adapt or use each practice, by its translation key. One query."""
    return Adoption.objects.counts_by_practice()


def adoption_figures(begin: datetime, end: datetime) -> dict[str, int]:
    """What entered the ledger from ``begin`` to before ``end``, by the state it stands in now."""
    return Adoption.objects.recorded_between(begin, end).counts_by_state()
