"""The index in the project's own database, written in the transaction of what it describes."""

from collections.abc import Iterable
from heapq import nlargest
from itertools import compress, islice
from typing import Any

from django.db import connection, transaction

from portal.core.entries import Entry
from search.engines import counting, rows, statements
from search.engines.base import Found, Question
from search.engines.statements import Statement
from search.models import FacetCombination, Hint, IndexedEntry, IndexedPage

_BATCH = 200
_TABLES = (
    "DELETE FROM search_indexedpage",
    "DELETE FROM search_hint WHERE entry_id IS NOT NULL",
    "DELETE FROM search_indexedentry",
)
#: Taking the words of each row out of FTS5 one by one would cost as much as putting them in.
_EMPTIED = {
    "sqlite": (
        "DROP TRIGGER search_fulltext_removed",
        *_TABLES,
        "INSERT INTO search_fulltext(search_fulltext) VALUES ('delete-all')",
        """CREATE TRIGGER search_fulltext_removed AFTER DELETE ON search_indexedentry BEGIN
        INSERT INTO search_fulltext(search_fulltext, rowid, title_exact, title_terms, body_exact,
            body_terms, folded)
        VALUES ('delete', old.id, old.title_exact, old.title_terms, old.body_exact,
            old.body_terms, old.folded); END""",
    ),
    "postgresql": _TABLES,
}


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
        with connection.cursor() as cursor:
            for statement in _EMPTIED[connection.vendor]:
                cursor.execute(statement)
        waiting, total = iter(entries), 0
        while batch := list(islice(waiting, _BATCH)):
            total += len(batch)
            _add(batch, known)
        return total

    def find(self, question: Question) -> Found:
        """All hits with their facets in one statement; PostgreSQL orders a page in one more.

        There weighing is what takes time, so it weighs only what can come first.
        """
        if question.is_empty:
            return Found()
        return _on_sqlite(question) if connection.vendor == "sqlite" else _on_postgres(question)

    def meets(self, question: Question, row: int) -> bool:
        """Would this row of the index be among the hits?"""
        if question.is_empty:
            return False
        with connection.cursor() as cursor:
            cursor.execute(*statements.meeting(question, row))
            return cursor.fetchone() is not None


def _on_sqlite(question: Question) -> Found:
    with connection.cursor() as cursor:
        cursor.execute(*statements.weighed(question))
        hits = cursor.fetchall()
    kept, facets = counting.narrowed([hit[2] for hit in hits], question.chosen)
    answer = hits if kept is None else list(compress(hits, kept))
    last = question.offset + question.limit
    page = _best(last, answer)[question.offset :]
    return Found(len(answer), tuple([hit[1] for hit in page]), facets)


def _best(number: int, hits: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    if len(hits) > 6 * number:
        return nlargest(number, hits)
    return sorted(hits, reverse=True)[:number]


def _on_postgres(question: Question) -> Found:
    with connection.cursor() as cursor:
        combinations = [row[0] for row in _by_index(cursor, statements.counting(question))]
        kept, facets = counting.narrowed(combinations, question.chosen)
        if not (total := len(combinations) if kept is None else sum(kept)):
            return Found(0, (), facets)
        if not question.limit:
            return Found(total, (), facets)
        page = _by_index(cursor, statements.ranking(question, total))
        return Found(total, tuple([row[0] for row in page]), facets)


def _by_index(cursor: Any, statement: Statement) -> list[tuple[Any, ...]]:
    """For a common word PostgreSQL would rather read the table through, not knowing that each
    vector is kept beside its row and must be fetched and unpacked: seconds instead of milliseconds.

    Sent as one, the three statements are one way to the server and one transaction.
    """
    asked, parameters = statement
    cursor.execute(
        f"SET LOCAL enable_seqscan = off; {asked}; SET LOCAL enable_seqscan = on", parameters
    )
    cursor.nextset()
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


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
