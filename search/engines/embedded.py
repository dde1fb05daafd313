"""The index in the project's own database, written in the transaction of what it describes."""

from collections.abc import Iterable
from itertools import islice

from django.db import connection, transaction

from portal.core.entries import Entry
from search.engines import counting, rows, statements
from search.engines.base import Found, Question
from search.models import FacetCombination, Hint, IndexedEntry, IndexedPage

_BATCH = 200


class EmbeddedEngine:
    """FTS5 on SQLite, ``tsvector`` on PostgreSQL; the same terms in both."""

    @transaction.atomic
    def put(self, entries: Iterable[Entry]) -> None:
        """Add or replace entries, in the caller's transaction."""
        for entry in entries:
            facets = rows.combination(entry)
            FacetCombination.objects.bulk_create([facets], ignore_conflicts=True)
            row, created = IndexedEntry.objects.update_or_create(
                kind=entry.kind,
                entry_id=entry.id,
                defaults={**rows.columns(entry), "facets_id": facets.pk},
            )
            if not created:
                row.pages.all().delete()
                row.hints.all().delete()
            IndexedPage.objects.bulk_create(rows.pages(row, entry), batch_size=_BATCH)
            Hint.objects.bulk_create(rows.hints(row, entry), batch_size=_BATCH)

    def drop(self, kind: str, entry_id: int) -> None:
        """Forget one entry, in the caller's transaction."""
        IndexedEntry.objects.named(kind, entry_id).delete()

    @transaction.atomic
    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Replace the whole index; readers see the old one until this commits.

        Known entries keep the number of their row, so that pages of an answer do not shift.
        """
        known = {
            (kind, entry_id): pk
            for kind, entry_id, pk in IndexedEntry.objects.values_list("kind", "entry_id", "pk")
        }
        IndexedEntry.objects.all().delete()
        waiting, total = iter(entries), 0
        while batch := list(islice(waiting, _BATCH)):
            total += len(batch)
            _add(batch, known)
        return total

    def find(self, question: Question) -> Found:
        """One statement for the facets of all hits, one for the order of a page of them."""
        if question.is_empty:
            return Found()
        with connection.cursor() as cursor:
            cursor.execute(*statements.counting(question))
            total, facets = counting.counted(dict(cursor.fetchall()), question.chosen)
            if not total:
                return Found(0, (), facets)
            cursor.execute(*statements.ranking(question, total))
            return Found(total, tuple(row[0] for row in cursor.fetchall()), facets)


def _add(batch: list[Entry], known: dict[tuple[str, int], int]) -> None:
    combinations = [rows.combination(entry) for entry in batch]
    FacetCombination.objects.bulk_create(combinations, ignore_conflicts=True)
    added = IndexedEntry.objects.bulk_create(
        IndexedEntry(
            pk=known.get((entry.kind, entry.id)),
            kind=entry.kind,
            entry_id=entry.id,
            facets_id=facets.pk,
            **rows.columns(entry),
        )
        for entry, facets in zip(batch, combinations, strict=True)
    )
    pairs = list(zip(added, batch, strict=True))
    IndexedPage.objects.bulk_create(
        (page for row, entry in pairs for page in rows.pages(row, entry)), batch_size=_BATCH
    )
    Hint.objects.bulk_create(
        (hint for row, entry in pairs for hint in rows.hints(row, entry)), batch_size=_BATCH
    )
