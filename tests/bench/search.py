"""Search beside the raw engine of the same database, asked for the same terms by hand.

The raw side is the engine's ranked top ten of the same index as rows with title, address and text,
and one GROUP BY over its hits with a narrow table beside it; what the words stand for it knows
beforehand. Ours is the whole page: the query read, ten hits with marked extracts, and the counts of
all seven facets. Sides in turn, medians; processor time on SQLite, by the wall on PostgreSQL, whose
server is another process. Tantivy stands beside as the far limit: its top ten and their number.

``BENCH_DOCUMENTS`` is the number of documents (20,000), ``DATABASE_URL`` may name PostgreSQL.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any
from unittest import mock

import tantivy
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from search import language, queries, services, shown
from search.engines import rows, statements
from search.engines.base import Question
from search.engines.embedded import EmbeddedEngine
from search.models import IndexedEntry
from tests.bench import search_texts

if TYPE_CHECKING:
    from collections.abc import Callable

DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "20000"))
FEW = 2_000
ROUNDS = 15
#: Rank among the words of the documents from which on they are rare.
RARE_FROM = 15_000
PAGE, SAVING, REBUILD, HOSTILE, HINTS = 1.5, 3.0, 2.0, 10.0, 5.0
_COLUMNS = "title_exact, title_terms, body_exact, body_terms, folded"

HOSTILE_QUERIES = (
    "\"'«»", '" OR 1=1 --', "NEAR(a b) AND NOT *", "\x00\x00", "а" * 10_000, "жана и the",
    "\u202eавыс\u202c", "🙂 🚰", "'; DROP TABLE search_indexedentry; --", "(.*)+$", "a* b* c*",
    "-суу -жол", '"суу түтүгү жана жол', " ".join("abcdefghij"), "суу " * 60,
)  # fmt: skip


def _bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("{}")


class _WithBareView:
    """The addresses of the site and one view that does nothing."""

    @property
    def urlpatterns(self) -> list[Any]:
        from portal import urls

        return [path("bare/", _bare), *urls.urlpatterns]


def measured() -> bool:
    """Fill the index, measure, print one line a figure; True when all limits are held."""
    with override_settings(ALLOWED_HOSTS=["*"], ROOT_URLCONF=_WithBareView()):
        held = [_rebuilding()]
        _fill(FEW)
        few, _raw_seconds = _saving(FEW)
        _fill(DOCUMENTS)
        many, raw_seconds = _saving(DOCUMENTS)
        _say(f"saving one page, at {DOCUMENTS} beside {FEW} documents: {many / few:.2f}")
        held.append(_verdict(f"saving one page among {DOCUMENTS}", many, raw_seconds, SAVING))
        held += [*_pages(), _hints(), _hostile()]
    return all(held)


def _fill(number: int) -> None:
    started = time.perf_counter()
    EmbeddedEngine().rebuild(search_texts.entries(number))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_kinds")
        cursor.execute("CREATE TABLE bench_kinds (id integer PRIMARY KEY, kind varchar(32))")
        cursor.execute("INSERT INTO bench_kinds SELECT id, kind FROM search_indexedentry")
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE search_indexedentry")
            cursor.execute("ANALYZE bench_kinds")
    _say(f"{number} documents analysed and indexed in {time.perf_counter() - started:.0f} s")


def _pages() -> list[bool]:
    words, _weights = search_texts.vocabulary("ky")
    rare = list(islice((word for word in words[RARE_FROM:] if 5 <= _hits(word) <= 200), 3))
    common = words[:3]
    asked = {
        "one rare word": rare[0],
        "one common word": common[0],
        "three rare words": " ".join(rare),
        "three common words": " ".join(common),
    }
    far = _tantivy()
    return [_page(name, text, far) for name, text in asked.items()]


def _tantivy() -> Callable[[str], Any]:
    """The same terms in an index of Tantivy; the function gives its first ten and their number."""
    schema = tantivy.SchemaBuilder().add_text_field("terms", tokenizer_name="whitespace").build()
    index = tantivy.Index(schema)
    writer = index.writer()
    columns = [name.strip() for name in _COLUMNS.split(",")]
    for row in IndexedEntry.objects.values_list(*columns).iterator():
        writer.add_document(tantivy.Document(terms=" ".join(row)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    return lambda match: searcher.search(index.parse_query(match, ["terms"]), 10)


def _hits(text: str) -> int:
    return services.ask(text, prefers="ky").total


def _page(name: str, text: str, far: Callable[[str], Any]) -> bool:
    newest = IndexedEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    ask = partial(services.ask, text, prefers="ky", up_to=newest)
    answer, match = ask(), _match(text)

    def ours() -> None:
        shown.rows(ask())

    mine, theirs = _in_turn(ours, lambda: _raw(match))
    as_fts5 = statements.fts5(_question(text))
    _say(f"{name}: Tantivy {_seconds(lambda: far(as_fts5)) * 1000:.1f} ms")
    return _verdict(f"page of ten, {name} ({answer.total} hits)", mine, theirs, PAGE)


def _raw(match: str) -> None:
    ranked, counted = {
        "sqlite": (
            (
                "SELECT id, title, url, body FROM search_indexedentry WHERE id IN (SELECT rowid"
                " FROM search_fulltext WHERE search_fulltext MATCH %s ORDER BY rank LIMIT 10)"
            ),
            (
                "SELECT k.kind, count(*) FROM search_fulltext f JOIN bench_kinds k"
                " ON k.id = f.rowid WHERE search_fulltext MATCH %s GROUP BY 1"
            ),
        ),
        "postgresql": (
            (
                "SELECT id, title, url, body FROM search_indexedentry,"
                " to_tsquery('simple', %s) q WHERE vector @@ q"
                " ORDER BY ts_rank(vector, q) DESC LIMIT 10"
            ),
            (
                "SELECT k.kind, count(*) FROM search_indexedentry e JOIN bench_kinds k USING (id),"
                " to_tsquery('simple', %s) q WHERE e.vector @@ q GROUP BY 1"
            ),
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        for statement in (ranked, counted):
            cursor.execute(statement, [match])
            cursor.fetchall()


def _match(text: str) -> str:
    question = _question(text)
    written = {"sqlite": statements.fts5, "postgresql": statements.tsquery}
    return written[connection.vendor](question)


def _question(text: str) -> Question:
    return Question(clauses=queries.clauses(queries.read(text).words))


def _saving(number: int) -> tuple[float, float]:
    """One page saved again with other words, each side in a transaction of its own."""
    edition = iter(range(1, 10_000))
    with connection.cursor() as cursor:
        _make_raw_table(cursor)
        _write_raw(cursor, [_analysed(at) for at in range(1, FEW + 1)])

    def ours() -> None:
        with transaction.atomic():
            EmbeddedEngine().put([search_texts.entry(7, next(edition))])

    def raw() -> None:
        analysed = _analysed(7, next(edition))
        with transaction.atomic(), connection.cursor() as cursor:
            _rewrite_raw(cursor, analysed)

    mine, theirs = _in_turn(ours, raw)
    _say(f"saving one page among {number}: {mine * 1000:.1f} ms")
    return mine, theirs


def _rebuilding() -> bool:
    """After analysis: what the words of an entry become is known to both sides beforehand."""
    entries = list(search_texts.entries(FEW))
    analysed = {entry.id: rows.columns(entry) for entry in entries}
    values = [_as_row(entry.id, analysed[entry.id]) for entry in entries]

    def ours() -> None:
        with mock.patch.object(rows, "columns", lambda entry: analysed[entry.id]):
            EmbeddedEngine().rebuild(entries)

    def raw() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            _make_raw_table(cursor)
            _write_raw(cursor, values)

    mine, theirs = _in_turn(ours, raw, rounds=3)
    return _verdict(f"rebuild of {FEW} documents after analysis", mine, theirs, REBUILD)


def _analysed(number: int, edition: int = 0) -> tuple[Any, ...]:
    entry = search_texts.entry(number, edition)
    return _as_row(entry.id, rows.columns(entry))


def _as_row(entry_id: int, columns: dict[str, Any]) -> tuple[Any, ...]:
    return (entry_id, *(columns[name.strip()] for name in _COLUMNS.split(",")))


def _make_raw_table(cursor: Any) -> None:
    """The engine's own table of texts and terms, as somebody would make it by hand."""
    cursor.execute("DROP TABLE IF EXISTS bench_raw")
    if connection.vendor == "sqlite":
        cursor.execute(f"CREATE VIRTUAL TABLE bench_raw USING fts5({_COLUMNS})")
        return
    columns = ", ".join(f"{name.strip()} text" for name in _COLUMNS.split(","))
    whole = " || ' ' || ".join(name.strip() for name in _COLUMNS.split(","))
    cursor.execute(
        f"CREATE TABLE bench_raw (rowid bigint PRIMARY KEY, {columns}, vector tsvector"
        f" GENERATED ALWAYS AS (to_tsvector('simple', {whole})) STORED)"
    )
    cursor.execute("CREATE INDEX ON bench_raw USING gin (vector)")


def _write_raw(cursor: Any, values: list[tuple[Any, ...]]) -> None:
    marks = ", ".join(["%s"] * 6)
    cursor.executemany(f"INSERT INTO bench_raw (rowid, {_COLUMNS}) VALUES ({marks})", values)


def _rewrite_raw(cursor: Any, values: tuple[Any, ...]) -> None:
    names = ", ".join(f"{name.strip()} = %s" for name in _COLUMNS.split(","))
    cursor.execute(f"UPDATE bench_raw SET {names} WHERE rowid = %s", [*values[1:], values[0]])


def _hints() -> bool:
    browser = Client()
    begun = search_texts.vocabulary("ky")[0][0][:3]

    def ours() -> None:
        browser.get("/ky/search/suggest/", {"q": begun})

    mine, theirs = _in_turn(ours, lambda: browser.get("/bare/"))
    return _verdict(
        "suggestions while typing, beside a view that does nothing", mine, theirs, HINTS
    )


def _hostile() -> bool:
    browser = Client()
    common = search_texts.vocabulary("ky")[0][0]
    usual = _seconds(lambda: browser.get("/ky/search/", {"q": common}))
    slowest = max(
        (_seconds(partial(browser.get, "/ky/search/", {"q": text})), text)
        for text in HOSTILE_QUERIES
    )
    name = f"slowest hostile query ({slowest[1][:20]!r}) beside a common word, whole page"
    return _verdict(name, slowest[0], usual, HOSTILE)


def _in_turn(
    ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int = ROUNDS
) -> tuple[float, float]:
    """Median seconds of both, measured in turn after one unmeasured round."""
    ours()
    theirs()
    both = [(_once(ours), _once(theirs)) for _ in range(rounds)]
    return statistics.median(a for a, _ in both), statistics.median(b for _, b in both)


def _seconds(deed: Callable[[], Any]) -> float:
    deed()
    return statistics.median(_once(deed) for _ in range(5))


def _once(deed: Callable[[], Any]) -> float:
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    started = clock()
    deed()
    return clock() - started


def _verdict(name: str, mine: float, theirs: float, limit: float) -> bool:
    ratio = mine / theirs
    verdict = "ok" if ratio <= limit else "ABOVE"
    _say(
        f"{name}: {mine * 1000:.1f} ms beside {theirs * 1000:.1f} ms, "
        f"{ratio:.2f} (limit {limit:.1f}) {verdict}"
    )
    return ratio <= limit


def _say(text: str) -> None:
    sys.stdout.write(f"search, {connection.vendor}, terms {language.VERSION}: {text}\n")
    sys.stdout.flush()
