"""Segments and the matrix beside DuckDB over the same rows, in memory with two threads.

``BENCH_CLIENTS`` sets the size; three entries of the timeline stand for each client. Wall time, the
median of rounds in turn: DuckDB counts on two threads, so processor time would flatter us.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

CLIENTS = int(os.environ.get("BENCH_CLIENTS", "200000"))
ROUNDS = 7
#: What the two databases write differently.
_WORDS = {
    "sqlite": {
        "one": "1",
        "ago_moment": "datetime('now', '-' || (i * 31 % 1800) || ' days')",
        "ago_doing": "datetime('now', '-' || (i * 17 % 1800) || ' days')",
        "known_since": "date(c.created_at)",
        "active_until": "date('now', (c.id * 13 % 700 - 400) || ' days')",
    },
    "postgresql": {
        "one": "1::bigint",
        "ago_moment": "now() - (i * 31 % 1800) * interval '1 day'",
        "ago_doing": "now() - (i * 17 % 1800) * interval '1 day'",
        "known_since": "c.created_at::date",
        "active_until": "current_date + (c.id * 13 % 700 - 400)::int",
    },
}
#: How many times as long as DuckDB a segment may take.
_LIMITS = {"sqlite": 3.0, "postgresql": 2.0}
_FILL = (
    """WITH RECURSIVE n(i) AS (SELECT {one} UNION ALL SELECT i + 1 FROM n WHERE i < {clients} * 3)
    INSERT INTO clients_timelineentry (client_id, kind, subject, happened_at, title, url)
    SELECT {first} + 1 + (i * 48271 % {clients}),
        CASE i % 3 WHEN 0 THEN 'event.attended' WHEN 1 THEN 'visit.signed_in'
            ELSE 'mail.followed' END,
        'bench:' || i, {ago_doing}, '{{}}', '' FROM n""",
    """WITH RECURSIVE n(i) AS (SELECT {one} UNION ALL SELECT i + 1 FROM n WHERE i < {clients})
    INSERT INTO clients_client (id, kind, family_name, given_name, patronymic, title, name,
        search_key, sort_key, position, category, language, postal_code, postal_address, source,
        created_at, seen_at)
    SELECT {first} + i, 'person', 'Б', 'Б' || i, '', '', 'Б Б' || i, 'б' || i, 'б' || i, '',
        CASE WHEN i * 7919 % 100 < 60 THEN 'citizen' WHEN i * 7919 % 100 < 90 THEN 'lsg'
            ELSE 'donor' END,
        CASE WHEN i * 104729 % 10 < 7 THEN 'ky' ELSE 'ru' END, '', '',
        CASE WHEN i * 1299709 % 10 < 8 THEN 'registration' ELSE 'event' END,
        {ago_moment},
        (SELECT max(happened_at) FROM clients_timelineentry
            WHERE client_id = {first} + i AND kind IN ('mail.followed', 'visit.signed_in'))
    FROM n""",
    """INSERT INTO clients_standing (client_id, service, kind, category, language, oblast,
        known_since, active_until)
    SELECT c.id, s.service, c.kind, c.category, c.language, 0, {known_since},
        CASE WHEN s.service = '' THEN NULL ELSE {active_until} END
    FROM clients_client c CROSS JOIN
        (SELECT '' AS service UNION ALL SELECT 'portal' UNION ALL SELECT 'magazine') s
    WHERE c.id > {first}""",
)


def measured() -> bool:
    """Fill the base, measure, print one line a figure; True when all is within its limit."""
    import duckdb
    from django.db import connection

    from membership.clients import figures, jobs
    from membership.clients.segments import compiler
    from portal.core import clock

    _fill()
    limit = _LIMITS[connection.vendor]
    beside = duckdb.connect(config={"threads": 2})
    _copy(beside)
    today = clock.today()
    jobs.lay_indexes_anew(today)  # as every night

    def segment(*asked: dict[str, Any]) -> Callable[[], object]:
        root = {"match": "all", "of": list(asked)}
        return lambda: compiler.clients(root, on=today).order_by().count()

    large = (_is("category", "citizen"), _is("language", "ky"), _is("source", "registration"))
    small = (_is("category", "donor"), _is("language", "ru"), _is("source", "event"))
    seen = {"field": "seen", "op": "is", "days": 90}
    lately = {**_is("timeline", "mail.followed", "event.attended"), "days": 90}
    since = f"TIMESTAMP '{clock.start_of(today):%Y-%m-%d %H:%M:%S}' - INTERVAL 90 DAY"
    happened = (
        " AND id IN (SELECT client_id FROM timeline WHERE kind IN ('mail.followed', '{other}')"
        f" AND withdrawn_at IS NULL AND happened_at >= {since})"
    )
    visited, attended = (
        happened.format(other=one) for one in ("visit.signed_in", "event.attended")
    )
    whole = _by_hand("citizen", "ky", "registration")
    questions = [
        ("large segment", segment(*large), whole, limit),
        ("small segment", segment(*small), _by_hand("donor", "ru", "event"), limit),
        ("visited or followed a link", segment(*large, seen), whole + visited, 3.0),
        ("any two kinds of the timeline", segment(*large, lately), whole + attended, 3.0),
        ("matrix, a year", lambda: figures.matrix(today, period=365), _MATRIX, 1.0),
    ]
    held = [
        _ratio(name, ours, lambda sql=sql: beside.execute(sql).fetchall(), limit)  # type: ignore[misc]
        for name, ours, sql, limit in questions
    ]
    return all([*held, _list_page()])


#: A page of the list of clients with two filters, and how many there are, as one would write it.
_PAGE = """
    SELECT c.id, c.name, c.position, t.name_ru, above.name_ru, body.name_ru,
        (SELECT max(s.active_until) FROM clients_standing s
            WHERE s.client_id = c.id AND s.service = 'portal'),
        (SELECT max(s.active_until) FROM clients_standing s
            WHERE s.client_id = c.id AND s.service = 'magazine'),
        (SELECT count(*) FROM clients_office o WHERE o.client_id = c.id)
    FROM clients_client c
    LEFT JOIN territories_territory t ON t.id = c.territory_id
    LEFT JOIN territories_territory above ON above.id = t.parent_id
    LEFT JOIN organisations_organisation body ON body.id = c.organisation_id
    WHERE c.category = 'lsg' AND c.language = 'ky' ORDER BY c.sort_key, c.id LIMIT 50
"""
_HOW_MANY = "SELECT count(*) FROM clients_client WHERE category = 'lsg' AND language = 'ky'"


def _list_page() -> bool:
    """The list of clients beside SQL written by hand, in the same database."""
    from django.db import connection

    from membership.clients import listing, selection

    def ours() -> None:
        found = selection.of_query("category=lsg&language=ky")
        found.count()
        listing.bring_beside(list(found[:50]))

    def by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_HOW_MANY)
            cursor.fetchall()
            cursor.execute(_PAGE)
            cursor.fetchall()

    return _ratio("page of the list, two filters", ours, by_hand, 2.0, "SQL by hand")


_MATRIX = """
    SELECT service, kind, category, count(*) FILTER (known_since <= current_date),
        count(*) FILTER (known_since <= current_date - 365),
        count(*) FILTER (active_until >= current_date)
    FROM standing GROUP BY ALL
"""


def _is(field: str, *values: str) -> dict[str, Any]:
    return {"field": field, "op": "is", "values": list(values)}


def _by_hand(category: str, language: str, source: str) -> str:
    return (
        f"SELECT count(*) FROM client WHERE category = '{category}'"
        f" AND language = '{language}' AND source = '{source}'"
    )


def _fill() -> None:
    from django.db import connection, transaction

    from membership.clients import services
    from membership.clients.models import Client

    first = Client.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    # The keys are looked at in the end: entries come before the cards, which keep their last visit.
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in _FILL:
            words = _WORDS[connection.vendor]
            cursor.execute(statement.format(first=first, clients=CLIENTS, **words))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    services.sum_anew()


def _copy(beside: Any) -> None:
    """The same rows, read once through files: DuckDB opens no database of ours."""
    import tempfile

    from django.db import connection

    for name, columns in (
        ("client", "id, category, language, source"),
        ("timelineentry", "client_id, kind, happened_at, withdrawn_at"),
        ("standing", "service, kind, category, known_since, active_until"),
    ):
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as rows, connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM clients_{name}")
            rows.write(columns.replace(" ", "") + "\n")
            while some := cursor.fetchmany(20_000):
                rows.writelines(
                    ",".join("" if value is None else str(value) for value in row) + "\n"
                    for row in some
                )
            rows.flush()
            table = name.removesuffix("entry")
            beside.execute(f"CREATE TABLE {table} AS FROM read_csv('{rows.name}')")
    beside.execute("ALTER TABLE timeline ALTER happened_at TYPE TIMESTAMP")


def _ratio(
    name: str,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    limit: float,
    beside: str = "DuckDB",
) -> bool:
    mine, its = [], []
    for _round in range(ROUNDS):
        for measure, times in ((ours, mine), (theirs, its)):
            start = time.perf_counter()
            measure()
            times.append(time.perf_counter() - start)
    one, other = statistics.median(mine), statistics.median(its)
    verdict = "ok" if one <= limit * other else "ABOVE"
    told = f"{one / other:.2f} of {beside} ({1000 * one:.1f} ms, {1000 * other:.1f} ms)"
    sys.stdout.write(f"{CLIENTS} clients, {name}: {told}, limit {limit:.1f} {verdict}\n")
    return one <= limit * other
