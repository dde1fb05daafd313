"""A spreadsheet of a hundred thousand clients, beside the same rows written without a check.

The limit: COPY into a staging table and one upsert of the cards with their contacts (executemany
into the staging table and the same statements on SQLite), the values ready beforehand, nothing
read, checked, matched or kept for an undo. It is rolled back, so it is spared the commit.
"""

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import time
from typing import Any

from tests.bench.people import people

ROWS = 100_000
LIMIT = 0.6
MOST_MEGABYTES = 200


def sheet_of(many: int, seed: int = 11) -> bytes:
    """A CSV of that many people, a few of them written wrongly."""
    chance = random.Random(seed)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Фамилия", "Имя", "Отчество", "Должность", "Категория", "Email", "Телефон"])
    for person in people(many, seed=seed, twice=0.0):
        email = person.email if chance.random() > 0.01 else "эмес"
        writer.writerow([
            person.family_name, person.given_name, person.patronymic, "Адис", "lsg", email,
            f"0{person.phone[4:]}",
        ])  # fmt: skip
    return text.getvalue().encode()


def ready_rows(content: bytes) -> list[tuple[Any, ...]]:
    """What the limit writes: names with their keys, made before the clock runs."""
    from membership.clients.models import Client

    rows = []
    lines = csv.reader(io.StringIO(content.decode()), delimiter=";")
    next(lines)
    for number, (family, given, patronymic, position, category, email, phone) in enumerate(lines):
        card = Client(family_name=family, given_name=given, patronymic=patronymic)
        card.fill_keys()
        rows.append((
            number, family, given, patronymic, card.name, card.search_key, card.sort_key, position,
            category, email, f"+996{phone[1:]}",
        ))  # fmt: skip
    return rows


def written_without_a_check(rows: list[tuple[Any, ...]]) -> float:
    """Seconds of the limit; everything is rolled back."""
    from django.db import connection, transaction
    from django.utils import timezone

    from membership.clients import bulk
    from membership.clients.models import Client, Contact

    names = ("family_name", "given_name", "patronymic", "name", "search_key", "sort_key",
             "position", "category")  # fmt: skip
    columns = ("number", *names, "email", "phone")
    started = _seconds()
    with transaction.atomic():
        kind = "TEMP TABLE" if bulk.is_postgres() else "TABLE"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE {kind} staging (number bigint, "
                           f"{', '.join(f'{name} text' for name in columns[1:])})")  # fmt: skip
            if bulk.is_postgres():
                bulk.copy("staging", columns, rows, filled=columns)
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO staging VALUES ({marks})", rows)
        after = 10**8
        about = {"source": "import", "created_at": timezone.now(), "language": "ky",
                 "kind": "person"}  # fmt: skip
        given = {name: f"l.{name}" for name in names} | {"id": f"{after} + l.number"}
        bulk.insert_from(Client, given, "staging l WHERE 1=1", [], values=about, once=True)
        for channel in ("email", "phone"):
            bulk.insert_from(
                Contact,
                {"client_id": f"{after} + l.number", "value": f"l.{channel}"},
                "staging l WHERE 1=1",
                [],
                values={"channel": channel, "added_at": timezone.now()},
                once=True,
            )
        seconds = _seconds() - started
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE" if bulk.is_postgres() else "SELECT 1")
            seconds = _seconds() - started
        transaction.set_rollback(True)
    return seconds


def taken_over(content: bytes) -> tuple[float, float, dict[str, int]]:
    """Seconds of reading with all checks, seconds of taking over, and what became of the lines."""
    from django.core.files.base import ContentFile

    from membership.accounts.models import User
    from membership.clients.models import SheetImport
    from membership.clients.sheets import importing
    from membership.clients.sheets.words import guess
    from portal.core import clock

    staff = User.objects.filter(is_staff=True).first() or User.objects.create(email="b@example.kg")
    sheet = importing.keep(
        file=ContentFile(content, name="b.csv"), name="b.csv", by_user_id=staff.pk, at=clock.now()
    )
    importing.begin_reading(sheet_id=sheet.pk, mapping=guess(sheet.header))
    started = _seconds()
    importing.read(sheet_id=sheet.pk)
    read = _seconds() - started
    importing.begin_applying(sheet_id=sheet.pk, at=clock.now())
    started = _seconds()
    importing.apply(sheet_id=sheet.pk)
    done = _seconds() - started
    return read, done, SheetImport.objects.get(pk=sheet.pk).counts


def _seconds() -> float:
    """Of the processor where the database is in the program, else by the wall."""
    from membership.clients import bulk

    return time.perf_counter() if bulk.is_postgres() else time.process_time()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured() -> bool:
    """Print the figures; True when both hold."""
    content = sheet_of(ROWS)
    before = _megabytes()
    read, done, counts = taken_over(content)
    grown = _megabytes() - before
    rows = ready_rows(content)
    limit = written_without_a_check(rows)
    ratio = limit / (read + done)
    sys.stdout.write(
        f"import of {ROWS}: read and judged {read:.1f} s, taken over {done:.1f} s ({counts}); "
        f"written without a check {limit:.1f} s; speed {ratio:.2f} (limit {LIMIT})\n"
        f"import of {ROWS}: memory grew by {grown:.0f} MB, peak {_megabytes():.0f} MB "
        f"(limit {MOST_MEGABYTES})\n"
    )
    return ratio >= LIMIT and grown <= MOST_MEGABYTES
