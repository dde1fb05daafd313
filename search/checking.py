"""Is the index true to the site? Compared entry by entry, and put right where it is not."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import transaction

from portal.core import letters
from portal.core.entries import Entry
from search import language, services
from search.engines import rows
from search.models import IndexCheck, IndexedEntry

logger = logging.getLogger(__name__)

_EXAMPLES = 20
_KEPT = 60
_COMPARED = (
    "pk", "kind", "entry_id", "url", "title", "summary", "body", "place", "version", "facets_id",
    "pdf_url",
)  # fmt: skip


class Example(NamedTuple):
    """One thing that the index says otherwise; kept for the administrators as it is."""

    what: str
    kind: str
    entry_id: int
    title: str


@dataclass(slots=True)
class Difference:
    """What the index says otherwise than the site, by kind and number."""

    entries: int = 0
    missing: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    surplus: list[tuple[str, int]] = field(default_factory=list)

    @property
    def is_none(self) -> bool:
        return not (self.missing or self.changed or self.surplus)

    def rows(self) -> Iterator[Example]:
        """Each difference by itself."""
        for what, found in (("missing", self.missing), ("changed", self.changed)):
            for entry in found:
                yield Example(what, entry.kind, entry.id, entry.title[:160])
        for kind, entry_id in self.surplus:
            yield Example("surplus", kind, entry_id, "")


def compare() -> Difference:
    """Every entry of the site beside its row in the index; nothing changes."""
    found = Difference()
    indexed = {
        (row["kind"], row["entry_id"]): row for row in IndexedEntry.objects.values(*_COMPARED)
    }
    for entry in services.all_entries():
        found.entries += 1
        row = indexed.pop((entry.kind, entry.id), None)
        if row is None:
            found.missing.append(entry)
        elif not _same(row, entry):
            found.changed.append(entry)
    found.surplus = list(indexed)
    return found


def _same(row: dict[str, Any], entry: Entry) -> bool:
    return row["version"] == language.VERSION and (
        row["url"], row["title"], row["summary"], row["body"], row["place"], row["facets_id"],
        row["pdf_url"],
    ) == (
        entry.url[:500], letters.tidy(entry.title)[:500], letters.tidy(entry.summary),
        letters.tidy(entry.body), entry.place[:200], rows.combination(entry).pk,
        entry.pdf_url[:500],
    )  # fmt: skip


@transaction.atomic
def check(*, at: datetime, repair: bool) -> Difference:
    """Compare, keep what differed for the administrators, and put it right if asked."""
    found = compare()
    IndexCheck.objects.create(
        checked_at=at,
        entries=found.entries,
        missing=len(found.missing),
        changed=len(found.changed),
        surplus=len(found.surplus),
        examples=[one._asdict() for one in islice(found.rows(), _EXAMPLES)],
    )
    old = IndexCheck.objects.values_list("pk", flat=True)[_KEPT:]
    IndexCheck.objects.filter(pk__in=list(old)).delete()
    if not found.is_none:
        logger.warning(
            "the search index differed: %d missing, %d changed, %d surplus",
            len(found.missing), len(found.changed), len(found.surplus),
        )  # fmt: skip
    if repair:
        _put_right(found)
    return found


def _put_right(found: Difference) -> None:
    services.put_entries([*found.missing, *found.changed])
    for kind, entry_id in found.surplus:
        services.drop_entry(kind, entry_id)
