"""A spreadsheet comes in: kept, read and judged, taken over in one transaction, taken back.

Reading and taking over are done by the worker. Reading goes through the file once, some thousand
lines at a time, so the memory it needs does not depend on the size; taking over is a handful of
statements over whole sets.
"""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import compress, islice, repeat
from typing import IO, Any

from django.db import transaction

from membership.clients import bulk, signals
from membership.clients.duplicates import search
from membership.clients.errors import SheetNotReady, SheetStale
from membership.clients.models import Client, SheetImport, SheetLine
from membership.clients.sheets import headings, tags, taking_back, taking_over
from membership.clients.sheets.lines import PERSON, Understanding, fields_of
from membership.clients.sheets.matching import Judged, Matching
from membership.clients.sheets.tables import Table
from portal.core import clock, outbox, privacy, sheets
from portal.core.sheets import SheetUnreadable

READ, APPLY, UNDO = "clients.read_sheet", "clients.apply_sheet", "clients.undo_sheet"
NOTE = "clients.note_sheet"
CHUNK = 5000
#: After it the base may have changed too much.
PREVIEW_HOLDS = timedelta(days=1)
UNDO_WITHIN = timedelta(days=30)
State, Verdict = SheetImport.State, SheetLine.Verdict
MAY_BE_DROPPED = (State.UPLOADED, State.READY, State.FAILED)
#: What is kept of a line that makes a card, beside the columns of the sheet; of any other line.
_OF_NEW = ("sheet_id", "verdict", "kind", "number", "name", "search_key", "sort_key")
_OF_OTHERS = (*_OF_NEW, "reasons", "client_id", "changes", "cells")
_NEW = str(Verdict.NEW)
_UNCLEAR = {str(Verdict.CONFLICT), str(Verdict.REFUSED)}


@transaction.atomic
def keep(*, file: Any, name: str, by_user_id: int, at: datetime) -> SheetImport:
    """Keep an uploaded file with its first row, if it can be read at all.

    Raises:
        SheetUnreadable: ``code`` says why.
    """
    head = headings.found(file)
    merged = sheets.kind_of(file) == sheets.XLSX and sheets.has_merged_cells(file, sheet=head.sheet)
    file.seek(0)
    sheet = SheetImport(
        name=name[:200],
        header=head.cells,
        samples=head.samples,
        has_merged_cells=merged,
        uploaded_by_id=by_user_id,
        uploaded_at=at,
    )
    sheet.file.save("sheet", file, save=False)
    sheet.save()
    return sheet


@transaction.atomic
def begin_reading(*, sheet_id: int, mapping: Mapping[str, str]) -> None:
    """Ask the worker to read the file with its columns named; again, when they are named anew.

    Raises:
        SheetNotReady: it is taken over already.
    """
    sheet = _in_state(sheet_id, State.UPLOADED, State.READY, State.FAILED, State.READING)
    sheet.mapping, sheet.state = dict(mapping), State.READING
    sheet.rows_read, sheet.counts, sheet.trouble = 0, {}, ""
    sheet.save()
    outbox.enqueue(READ, key=f"{sheet.pk}:{clock.now().timestamp()}", sheet_id=sheet.pk)


@transaction.atomic
def drop(*, sheet_id: int) -> None:
    """Delete a file that is not in the base, with its lines: somebody uploaded the wrong one.

    Raises:
        SheetNotReady: it is in the base, or the worker is busy with it.
    """
    sheet = _in_state(sheet_id, *MAY_BE_DROPPED)
    storage, name = sheet.file.storage, sheet.file.name
    sheet.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def _in_state(sheet_id: int, *states: str) -> SheetImport:
    sheet = SheetImport.objects.select_for_update().get(pk=sheet_id)
    if sheet.state not in states:
        raise SheetNotReady(sheet_id)
    return sheet


@outbox.handles(READ, reaches_outside=True)
def read(*, sheet_id: int) -> None:
    """Judge every line. Begins anew when an earlier try was cut short."""
    sheet = SheetImport.objects.get(pk=sheet_id)
    if sheet.state != State.READING:
        return
    sheet.lines.all().delete()
    try:
        with sheet.file.open("rb") as file, _no_search_for_cycles():
            counts, last, unknown_tags = _read_lines(sheet, file)
    except SheetUnreadable as error:
        SheetImport.objects.filter(pk=sheet_id).update(state=State.FAILED, trouble=str(error))
        return
    reserved = None
    if counts.get(Verdict.NEW) and bulk.is_postgres():
        with transaction.atomic():
            reserved = bulk.reserve_ids(Client, last)
    SheetImport.objects.filter(pk=sheet_id).update(
        state=State.READY,
        counts=counts,
        unknown_tags=unknown_tags,
        read_at=clock.now(),
        ids_after=reserved,
    )


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Lines hold no cycles, and millions of new cells would make Python look for them all along."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_lines(sheet: SheetImport, file: IO[bytes]) -> tuple[dict[str, int], int, list[str]]:
    """How many lines of each verdict there are, the number of the last one, unknown tags."""
    head = headings.found(file)
    understanding, matching = Understanding(sheet.mapping), Matching()
    counts: Counter[str] = Counter()
    last = 0
    below = enumerate(headings.rows_below(file, head), start=head.line + 1)
    numbered = ((number, cells) for number, cells in below if any(cells))
    while chunk := list(islice(numbered, CHUNK)):
        table = Table(understanding, chunk)
        plain, others = matching.judged(table)
        last = chunk[-1][0]
        counts.update([one.verdict for _place, one in others])
        counts[_NEW] += len(chunk) - len(others)
        with transaction.atomic():
            _keep_new(sheet, table, plain)
            _keep_others(sheet, table, others)
            SheetImport.objects.filter(pk=sheet.pk).update(rows_read=counts.total())
    unknown = list(understanding.tags.unknown) if understanding.tags else []
    found = {verdict: count for verdict, count in counts.items() if count}
    return found, last, unknown[: tags.MOST_TOLD]


def _keep_new(sheet: SheetImport, table: Table, plain: list[bool]) -> None:
    """Most lines make a card: of them nothing is written that is always empty."""
    fields = fields_of(sheet.mapping)
    same = (repeat(one) for one in (sheet.pk, _NEW, PERSON))
    columns = (*same, table.numbers, table.names, table.spoken, table.ordered)
    named = tags.kept_of_new(table.of(tags.COLUMN)) if tags.are_in(sheet) else []
    rows = zip(*columns, *(table.of(name) for name in fields), *named, strict=False)
    kept = tags.KEPT if named else ()
    bulk.write(SheetLine, (*_OF_NEW, *fields, *kept), compress(rows, plain))


def _keep_others(sheet: SheetImport, table: Table, others: list[tuple[int, Judged]]) -> None:
    fields = fields_of(sheet.mapping)
    empty = {"territory_id": None}
    kept = tags.KEPT if tags.are_in(sheet) else ()
    rows = [
        (
            *(sheet.pk, one.verdict, one.kind, one.line.number, *one.keys),
            *_about(one, table.cells[place]),
            *(one.values.get(name, empty.get(name, "")) for name in fields),
            *(tags.kept(one.line.values.get(tags.COLUMN, ""), one.tags) if kept else ()),
        )
        for place, one in others
    ]
    bulk.write(SheetLine, (*_OF_OTHERS, *fields, *kept), rows)


def _about(one: Judged, cells: list[str]) -> tuple[Any, ...]:
    return (
        " ".join(one.line.reasons)[:120],
        one.client_id,
        bulk.as_json(one.changes) if one.changes else None,
        bulk.as_json(cells) if one.verdict in _UNCLEAR else None,
    )


@transaction.atomic
def begin_applying(*, sheet_id: int, at: datetime) -> None:
    """Ask the worker to take the sheet over.

    Raises:
        SheetNotReady: it is not read, or taken over before.
        SheetStale: it was read more than a day ago.
    """
    sheet = _in_state(sheet_id, State.READY)
    if sheet.read_at is None or at - sheet.read_at > PREVIEW_HOLDS:
        raise SheetStale(sheet_id)
    sheet.state = State.APPLYING
    sheet.save(update_fields=["state"])
    outbox.enqueue(APPLY, key=str(sheet.pk), sheet_id=sheet.pk)


@outbox.handles(APPLY)
@transaction.atomic
def apply(*, sheet_id: int) -> None:
    """Take a sheet over: all of it or nothing. What the cards remember of it follows at once."""
    sheet = SheetImport.objects.select_for_update().get(pk=sheet_id)
    if sheet.state != State.APPLYING:
        return
    at = clock.now()
    if sheet.ids_after is None:
        sheet.ids_after = bulk.reserve_ids(Client, 0)
    taking_over.leave_changed_since(sheet)
    taking_over.enter_new(sheet, at)
    taking_over.change_known(sheet, at)
    # Its lines are kept for the undo; the file itself is nothing but personal data now.
    privacy.delete_files([(sheet.file.storage, str(sheet.file.name))])
    sheet.file, sheet.samples, sheet.unknown_tags = "", [], []
    sheet.state, sheet.applied_at = State.APPLIED, at
    sheet.save()
    signals.clients_imported.send(SheetImport, sheet_id=sheet.pk)
    outbox.enqueue(NOTE, key=str(sheet.pk), sheet_id=sheet.pk)
    search.look_through_all(at=at, key=f"sheet:{sheet.pk}", after=sheet.ids_after)


@outbox.handles(NOTE)
@transaction.atomic
def note(*, sheet_id: int) -> None:
    """Write what follows from a sheet that was taken over: timelines and traces, once."""
    sheet = SheetImport.objects.select_for_update().get(pk=sheet_id)
    if sheet.applied_at is not None and sheet.noted_at is None:
        taking_over.note(sheet, sheet.applied_at)
        SheetImport.objects.filter(pk=sheet_id).update(noted_at=clock.now())


@transaction.atomic
def begin_undoing(*, sheet_id: int, by_user_id: int, at: datetime) -> None:
    """Ask the worker to take a sheet back.

    Raises:
        SheetNotReady: it was not taken over, or longer ago than 30 days.
    """
    sheet = _in_state(sheet_id, State.APPLIED)
    if sheet.applied_at is None or at - sheet.applied_at > UNDO_WITHIN:
        raise SheetNotReady(sheet_id)
    sheet.state, sheet.undone_by_id = State.UNDOING, by_user_id
    sheet.save(update_fields=["state", "undone_by"])
    outbox.enqueue(UNDO, key=str(sheet.pk), sheet_id=sheet.pk)


@outbox.handles(UNDO)
@transaction.atomic
def undo(*, sheet_id: int) -> None:
    """Take a sheet back: cards it made go unless somebody has worked on them since."""
    sheet = SheetImport.objects.select_for_update().get(pk=sheet_id)
    if sheet.state != State.UNDOING or sheet.applied_at is None:
        return
    kept = taking_back.remove_new(sheet) + taking_back.restore_changed(sheet, sheet.applied_at)
    taking_over.leave_traces(sheet, by_user_id=sheet.undone_by_id, at=clock.now())
    sheet.counts = {**sheet.counts, "kept": kept}
    sheet.state, sheet.undone_at = State.UNDONE, clock.now()
    sheet.save(update_fields=["state", "counts", "undone_at"])
    signals.clients_imported.send(SheetImport, sheet_id=sheet.pk)
