"""Many rows at once: COPY on PostgreSQL, executemany on SQLite, and statements for whole sets."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, groupby, islice
from typing import Any, TypeVar, cast

from django.db import connection, models

_AT_ONCE = 2000
T = TypeVar("T")


def in_parts(ids: Iterable[T], at_once: int = _AT_ONCE) -> Iterator[list[T]]:
    """So many at a time as one statement asks for."""
    rest = iter(ids)
    while part := list(islice(rest, at_once)):
        yield part


def is_postgres() -> bool:
    """Which of the two databases it is."""
    return connection.vendor == "postgresql"


def write(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of plain values, given in the order of ``columns``."""
    table = model._meta.db_table
    if is_postgres():
        filled = {field.column for field in model._meta.local_concrete_fields if not field.null}
        copy(table, columns, rows, filled=[name for name in columns if name in filled])
        return
    into, width = f"INSERT INTO {_quoted(table)} ({_listed(columns)}) VALUES", len(columns)
    marks = f"({', '.join(['%s'] * width)})"
    most = cast(int, connection.features.max_query_params) // width
    parts = in_parts(chain.from_iterable(rows), most * width)
    with connection.cursor() as cursor:
        # Many rows a statement: SQLite keeps its count of ids once for each.
        for size, alike in groupby(parts, len):
            cursor.executemany(f"{into} {', '.join([marks] * (size // width))}", list(alike))


def copy(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, filled: Sequence[str]
) -> None:
    """COPY into PostgreSQL as CSV, which Python writes in C.

    Args:
        filled: columns in which nothing is an empty text; in the others it is NULL.
    """
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    sql = (
        f"COPY {_quoted(table)} ({_listed(columns)}) FROM STDIN "
        f"WITH (FORMAT csv, FORCE_NOT_NULL ({_listed(filled)}))"
    )
    with connection.cursor() as cursor, cursor.copy(sql) as stream:
        stream.write(text.getvalue())


def _listed(names: Iterable[str]) -> str:
    return ", ".join(_quoted(name) for name in names)


def having(
    model: type[models.Model], column: str, values: Sequence[Any], *, wanted: str, **where: Any
) -> list[tuple[Any, Any]]:
    """``column`` and ``wanted`` of the rows that have one of very many values; one parameter."""
    names = " AND ".join(f"{_quoted(name)} = %s" for name in where)
    sql = (
        f"SELECT {_quoted(column)}, {_quoted(wanted)} "  # noqa: S608 - names of columns
        f"FROM {_quoted(model._meta.db_table)} WHERE {names} AND {_among(column)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*where.values(), _listing(values)])
        return list(cursor.fetchall())


def delete(model: type[models.Model], column: str, values: Sequence[Any]) -> None:
    """Delete the rows that have one of very many values; nothing that points to them follows."""
    table = _quoted(model._meta.db_table)
    execute(f"DELETE FROM {table} WHERE {_among(column)}", [_listing(values)])  # noqa: S608


def set_null(model: type[models.Model], column: str, values: Sequence[Any]) -> None:
    """Empty ``column`` of the rows in which it has one of very many values."""
    table = _quoted(model._meta.db_table)
    sql = f"UPDATE {table} SET {_quoted(column)} = NULL WHERE {_among(column)}"  # noqa: S608
    execute(sql, [_listing(values)])


def count_anew(*tables: type[models.Model]) -> None:
    """Tell PostgreSQL how many rows there are now.

    It looks for what points to a deleted row in the way it chose when the tables were last counted:
    right after a large sheet that is the way for empty ones, and slow.
    """
    if is_postgres():
        execute(f"ANALYZE {', '.join(_quoted(one._meta.db_table) for one in tables)}", [])


def lay_anew(*indexes: str) -> None:
    """Write indexes anew on SQLite, which leaves the pages of a growing one half empty.

    Others who write wait meanwhile: about a second an index for a million rows.
    """
    for name in () if is_postgres() else indexes:
        execute(f"REINDEX {_quoted(name)}", [])


def each_of(column: str) -> str:
    """The elements of a list in a JSON column, for a join: ``each_one.value``."""
    function = "jsonb_array_elements_text" if is_postgres() else "json_each"
    return f"{function}({column}) AS each_one{'(value)' if is_postgres() else ''}"


def _among(column: str) -> str:
    listed = "= ANY(%s)" if is_postgres() else "IN (SELECT value FROM json_each(%s))"
    return f"{_quoted(column)} {listed}"


def _listing(values: Sequence[Any]) -> Any:
    return list(values) if is_postgres() else as_json(values)


def insert_from(
    model: type[models.Model],
    given: Mapping[str, str],
    source: str,
    parameters: Sequence[Any],
    *,
    values: Mapping[str, Any],
    once: bool = False,
) -> int:
    """``INSERT … SELECT``: a row of ``model`` for each row of ``source``.

    Args:
        given: column to an expression over ``source``.
        source: the part after FROM, with marks for ``parameters``.
        values: column to one value for all rows; a column named in neither gets its default.
        once: rows that are there already are passed over.
    """
    columns, expressions, constants = [], [], []
    for field in model._meta.local_concrete_fields:
        column = cast(str, field.column)  # a concrete field has one
        if field.primary_key and column not in given:
            continue
        columns.append(_quoted(column))
        if column in given:
            expressions.append(given[column])
            continue
        value = values[column] if column in values else field.get_default()
        expressions.append(_mark(field))
        constants.append(field.get_db_prep_save(value, connection))
    sql = (
        f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(columns)}) "  # noqa: S608
        f"SELECT {', '.join(expressions)} FROM {source}"
    )
    if once:
        sql += " ON CONFLICT DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*constants, *parameters])
        return int(cursor.rowcount)


def update(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Write columns of rows of plain values: the id first, the rest in the order of ``columns``."""
    table = _quoted(model._meta.db_table)
    if not is_postgres():
        written = ", ".join(f"{_quoted(name)} = %s" for name in columns)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {written} WHERE id = %s",  # noqa: S608 - names of columns
                [(*values, pk) for pk, *values in rows],
            )
        return
    fields = {field.column: field for field in model._meta.local_concrete_fields}
    types = [fields[name].cast_db_type(connection) for name in ("id", *columns)]
    lists = ", ".join(f"CAST(%s AS {kind}[])" for kind in types)
    written = ", ".join(f"{_quoted(name)} = v.{_quoted(name)}" for name in columns)
    sql = (
        f"UPDATE {table} SET {written} "  # noqa: S608 - names of columns
        f"FROM unnest({lists}) AS v ({_listed(('id', *columns))}) WHERE {table}.id = v.id"
    )
    if rows:
        execute(sql, [list(values) for values in zip(*rows, strict=True)])


def _mark(field: Any) -> str:
    """PostgreSQL does not guess the type of a mark in a SELECT."""
    return f"CAST(%s AS {field.cast_db_type(connection)})" if is_postgres() else "%s"


def execute(sql: str, parameters: Sequence[Any]) -> int:
    """One statement; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def reserve_ids(model: type[models.Model], number: int) -> int:
    """Keep ``number`` ids for later rows; returns the one before the first.

    On PostgreSQL nobody draws an id between the two steps: writers wait for the lock, shortly. On
    SQLite the caller's transaction is the only one that writes, so the ids hold until it ends.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if not is_postgres():
            cursor.execute(
                "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table]
            )
            counted = int(cursor.fetchone()[0])
            cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {_quoted(table)}")  # noqa: S608
            return max(counted, int(cursor.fetchone()[0]))
        cursor.execute(f"LOCK TABLE {_quoted(table)} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        last = int(cursor.fetchone()[0])
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last + number]
        )
        return last


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def as_json(value: Any) -> str:
    """What a JSON column of either database reads."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
