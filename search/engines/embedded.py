"""The index in the project's own database, written in the transaction of what it describes."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from portal.core import letters
from portal.core.entries import Entry
from search import language
from search.engines.base import Answer, Hit, Question
from search.models import IndexedEntry

_BATCH = 200
#: Weights of title_exact, title_terms, body_exact, body_terms, folded.
_WEIGHTS = "12, 8, 3, 2, 0.5"
_SHOWN = "e.kind, e.entry_id, e.locale, e.url, e.title, e.summary, e.body, e.place, e.published_on"


class EmbeddedEngine:
    """FTS5 on SQLite, ``tsvector`` on PostgreSQL; the same terms in both."""

    @transaction.atomic
    def put(self, entries: Iterable[Entry]) -> None:
        """Add or replace entries, in the caller's transaction."""
        for entry in entries:
            IndexedEntry.objects.update_or_create(
                kind=entry.kind, entry_id=entry.id, defaults=_columns(entry)
            )

    def drop(self, kind: str, entry_id: int) -> None:
        """Forget one entry, in the caller's transaction."""
        IndexedEntry.objects.filter(kind=kind, entry_id=entry_id).delete()

    @transaction.atomic
    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Replace the whole index; readers see the old one until this commits."""
        IndexedEntry.objects.all().delete()
        rows = [
            IndexedEntry(kind=entry.kind, entry_id=entry.id, **_columns(entry)) for entry in entries
        ]
        IndexedEntry.objects.bulk_create(rows, batch_size=_BATCH)
        return len(rows)

    def find(self, question: Question) -> Answer:
        """Two statements: the facet counts over all hits, and one page of them."""
        if not question.words:
            return Answer()
        rows = _rows(*_counting(question))
        kinds = _facet(rows, 0, lambda row: not question.locale or row[1] == question.locale)
        locales = _facet(rows, 1, lambda row: not question.kind or row[0] == question.kind)
        total = sum(
            row[2]
            for row in rows
            if (not question.kind or row[0] == question.kind)
            and (not question.locale or row[1] == question.locale)
        )
        page = _rows(*_ranking(question)) if total else []
        return Answer(total, tuple(Hit(*row) for row in page), kinds, locales)


def _columns(entry: Entry) -> dict[str, Any]:
    body = f"{entry.summary}\n{entry.body}".strip()
    whole = f"{entry.title}\n{entry.place}\n{body}"
    return {
        "locale": entry.locale,
        "url": entry.url[:500],
        "title": letters.tidy(entry.title)[:500],
        "summary": letters.tidy(entry.summary),
        "body": letters.tidy(entry.body),
        "twin_key": entry.twin_key,
        "topics": list(entry.topics),
        "territories": list(entry.territories),
        "place": entry.place[:200],
        "published_on": entry.published_on,
        "title_exact": " ".join(token.word for token in language.tokens(entry.title)),
        "title_terms": " ".join(language.terms(entry.title, entry.locale)),
        "body_exact": " ".join(token.word for token in language.tokens(body)),
        "body_terms": " ".join(language.terms(body, entry.locale)),
        "folded": " ".join(language.folded_terms(whole)),
        "version": language.VERSION,
    }


def _matching(question: Question) -> tuple[str, str, list[Any]]:
    """Source, condition and parameters of the hits. Terms hold letters and digits only."""
    if connection.vendor == "sqlite":
        expression = " AND ".join(
            "(" + " OR ".join(f'"{term}"' for term in word) + ")" for word in question.words
        )
        source = "search_fulltext f JOIN search_indexedentry e ON e.id = f.rowid"
        condition = "search_fulltext MATCH %s"
    else:
        expression = " & ".join("(" + " | ".join(word) + ")" for word in question.words)
        source = "search_indexedentry e, to_tsquery('simple', %s) q"
        condition = "e.vector @@ q"
    parameters: list[Any] = [expression]
    if question.topic:
        condition += " AND CAST(e.topics AS text) LIKE %s"
        parameters.append(f'%"{question.topic}"%')
    return source, condition, parameters


def _counting(question: Question) -> tuple[str, list[Any]]:
    source, condition, parameters = _matching(question)
    return (
        f"SELECT e.kind, e.locale, count(*) FROM {source} WHERE {condition} GROUP BY 1, 2",  # noqa: S608
        parameters,
    )


def _ranking(question: Question) -> tuple[str, list[Any]]:
    source, condition, parameters = _matching(question)
    for column, chosen in (("kind", question.kind), ("locale", question.locale)):
        if chosen:
            condition += f" AND e.{column} = %s"
            parameters.append(chosen)
    score = (
        f"-bm25(search_fulltext, {_WEIGHTS})"
        if connection.vendor == "sqlite"
        else "ts_rank('{0.02, 0.1, 0.3, 1.0}', e.vector, q)"
    )
    # The reader's own language wins among entries of similar score.
    order = f"{score} * (CASE WHEN e.locale = %s THEN 1.5 ELSE 1.0 END) DESC, e.id DESC"
    return (
        f"SELECT {_SHOWN} FROM {source} WHERE {condition} ORDER BY {order} LIMIT %s OFFSET %s",  # noqa: S608
        [*parameters, question.prefers, question.limit, question.offset],
    )


def _rows(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _facet(rows: list[tuple[Any, ...]], column: int, counts: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        if counts(row):
            found[row[column]] = found.get(row[column], 0) + row[2]
    return dict(sorted(found.items(), key=lambda item: -item[1]))
