"""A spreadsheet of a hundred thousand clients, beside the same rows written without a check.

The limit reads the same file and fills the same lasting tables with all their indexes: COPY into a
staging table and one upsert of the cards and of their contacts (executemany into the staging table
on SQLite), committed. It checks nothing, matches nothing, keeps nothing for a preview, an undo or
the figures of the first screen.
"""

from __future__ import annotations

import csv
import io
import os
import random
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.people import people

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 100_000
ROUNDS = 3
LIMIT = 0.6
MOST_MEGABYTES = 200
HEAD = ["Фамилия", "Имя", "Отчество", "Должность", "Категория", "Email", "Телефон"]
#: Cards of the limit have numbers above it.
AFTER = 10**8


def sheet_of(many: int, position: str = "Адис", seed: int = 11) -> bytes:
    """A CSV of that many people, a few of them written wrongly."""
    chance = random.Random(seed)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEAD)
    for person in people(many, seed=seed, twice=0.0):
        email = person.email if chance.random() > 0.01 else "эмес"
        writer.writerow([
            person.family_name, person.given_name, person.patronymic, position, "lsg", email,
            f"0{person.phone[4:]}",
        ])  # fmt: skip
    return text.getvalue().encode()


def read_rows(content: bytes) -> list[tuple[Any, ...]]:
    """What the limit writes: the cells as they are, the name with the keys a card cannot lack."""
    from membership.clients.sheets.lines import keys_of

    names = ("family_name", "given_name", "patronymic")
    rows = []
    lines = csv.reader(io.StringIO(content.decode()), delimiter=";")
    next(lines)
    for number, (*parts, position, category, email, phone) in enumerate(lines, start=1):
        keys = keys_of("person", dict(zip(names, parts, strict=True)))
        rows.append((number, *parts, *keys, position, category, email, f"+996{phone[1:]}"))
    return rows


def write_without_a_check(rows: list[tuple[Any, ...]]) -> None:
    """The staging table and the upserts."""
    from django.db import connection, transaction
    from django.utils import timezone

    from membership.clients import bulk
    from membership.clients.models import Client, Contact

    names = ("family_name", "given_name", "patronymic", "name", "search_key", "sort_key",
             "position", "category")  # fmt: skip
    columns = ("number", *names, "email", "phone")
    typed = ", ".join(f"{name} text" for name in columns[1:])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE staging (number bigint, {typed})")
        if bulk.is_postgres():
            bulk.copy("staging", columns, rows, filled=columns)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO staging VALUES ({marks})", rows)
        about = {"source": "import", "created_at": timezone.now(), "language": "ky",
                 "kind": "person"}  # fmt: skip
        given = {name: f"l.{name}" for name in names} | {"id": f"{AFTER} + l.number"}
        bulk.insert_from(Client, given, "staging l WHERE 1=1", [], values=about, once=True)
        for channel in ("email", "phone"):
            bulk.insert_from(
                Contact,
                {"client_id": f"{AFTER} + l.number", "value": f"l.{channel}"},
                "staging l WHERE 1=1",
                [],
                values={"channel": channel, "added_at": timezone.now()},
                once=True,
            )
        cursor.execute("DROP TABLE staging")


def _forget_the_limit() -> None:
    from membership.clients.models import Client, Contact

    Contact.objects.filter(client__gt=AFTER)._raw_delete("default")
    Client.objects.filter(pk__gt=AFTER)._raw_delete("default")


def taken_in(content: bytes) -> int:
    """A sheet uploaded with its columns named, ready to be read."""
    from django.core.files.base import ContentFile

    from membership.accounts.models import User
    from membership.clients.sheets import importing
    from membership.clients.sheets.words import guess
    from portal.core import clock

    staff, _made = User.objects.get_or_create(email="b@example.kg")
    sheet = importing.keep(
        file=ContentFile(content, name="b.csv"), name="b.csv", by_user_id=staff.pk, at=clock.now()
    )
    importing.begin_reading(sheet_id=sheet.pk, mapping=guess(sheet.header))
    return sheet.pk


def went(content: bytes, *, noted: bool = True) -> tuple[dict[str, float], int]:
    """A sheet read and taken over: the seconds of each step, and the sheet."""
    from membership.clients.sheets import importing
    from portal.core import clock

    pk = taken_in(content)
    seconds = {"read": _timed(lambda: importing.read(sheet_id=pk))}
    importing.begin_applying(sheet_id=pk, at=clock.now())
    seconds["taken over"] = _timed(lambda: importing.apply(sheet_id=pk))
    if noted:
        seconds["noted"] = _timed(lambda: importing.note(sheet_id=pk))
    return seconds, pk


def taken_back(pk: int) -> float:
    """Seconds of the undo."""
    from membership.clients.models import SheetImport
    from membership.clients.sheets import importing
    from portal.core import clock

    sheet = SheetImport.objects.get(pk=pk)
    importing.begin_undoing(sheet_id=pk, by_user_id=sheet.uploaded_by_id, at=clock.now())
    return _timed(lambda: importing.undo(sheet_id=pk))


def _timed(deed: Callable[[], Any]) -> float:
    started = _seconds()
    deed()
    return _seconds() - started


def _seconds() -> float:
    """Of the processor: of this program, and of the process of PostgreSQL that serves it here."""
    from django.db import connection

    from membership.clients import bulk

    spent = time.process_time()
    if bulk.is_postgres():
        connection.ensure_connection()
        served_by = connection.connection.info.backend_pid
        fields = Path(f"/proc/{served_by}/stat").read_text().rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def _swept() -> None:
    """Each side begins with tables that carry nothing of the other."""
    from django.db import connection

    from membership.clients import bulk

    if bulk.is_postgres():
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured() -> bool:
    """Print the figures; True when both hold."""
    content = sheet_of(ROWS)
    ratios, grown = [], 0.0
    for number in range(ROUNDS):
        _swept()
        before = _megabytes()
        seconds, pk = went(content)
        grown = max(grown, _megabytes() - before)
        back = taken_back(pk)
        _swept()
        rows: list[tuple[Any, ...]] = []
        reading = _timed(lambda rows=rows: rows.extend(read_rows(content)))
        writing = _timed(lambda rows=rows: write_without_a_check(rows))
        _forget_the_limit()
        ratios.append((reading + writing) / (seconds["read"] + seconds["taken over"]))
        sys.stdout.write(
            f"import of {ROWS}, round {number + 1}: read and judged {seconds['read']:.2f} s, taken "
            f"over {seconds['taken over']:.2f} s; timelines and traces afterwards "
            f"{seconds['noted']:.2f} s; taken back {back:.2f} s; without a check: read "
            f"{reading:.2f} s, written {writing:.2f} s; speed {ratios[-1]:.2f}\n"
        )
    ratio = statistics.median(ratios)
    sys.stdout.write(
        f"import of {ROWS}: speed {ratio:.2f} (limit {LIMIT}); memory grew by {grown:.0f} MB "
        f"(limit {MOST_MEGABYTES})\n"
    )
    _changes(content)
    return ratio >= LIMIT and grown <= MOST_MEGABYTES


def _changes(content: bytes) -> None:
    """A second sheet that says something else of each card; no limit."""
    _first, pk = went(content)
    seconds, changing = went(sheet_of(ROWS, position="Башкы адис"))
    back = taken_back(changing)
    sys.stdout.write(
        f"change of {ROWS}: read and judged {seconds['read']:.1f} s, taken over "
        f"{seconds['taken over']:.1f} s, traces afterwards {seconds['noted']:.1f} s; taken back "
        f"{back:.1f} s\n"
    )
    taken_back(pk)
