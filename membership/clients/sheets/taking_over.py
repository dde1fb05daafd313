"""What a spreadsheet that was read brings into the base: statements over whole sets."""

from collections import Counter
from datetime import datetime

from django.db.models import Exists, Max, OuterRef
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from membership.clients import bulk, services
from membership.clients.models import (
    AccessTrace,
    Client,
    Contact,
    SheetImport,
    SheetLine,
    TimelineEntry,
)
from membership.clients.sheets import tags
from membership.clients.sheets.lines import fields_of
from portal.core import languages

_LINES, _CARDS = SheetLine._meta.db_table, Client._meta.db_table
_CHANNELS = ("email", "phone")
_KEYS = ("name", "search_key", "sort_key")
Verdict = SheetLine.Verdict
_DEED = AccessTrace.Deed
#: Traces of those who changed something.
_CHANGES = [_DEED.CHANGED, _DEED.MERGED, _DEED.IMPORTED, _DEED.TOGETHER, _DEED.OFFICE]


def last_number(sheet: SheetImport) -> int:
    """The number of the last line that makes a card."""
    new = sheet.lines.filter(verdict=Verdict.NEW)
    return int(new.aggregate(last=Max("number", default=0))["last"])


def enter_new(sheet: SheetImport, at: datetime) -> None:
    """New cards with their contacts, counted in the sums of the base."""
    new, card = _lines(Verdict.NEW), f"{int(sheet.ids_after or 0)} + l.number"
    filled = _filled(sheet)
    given = {name: f"l.{name}" for name in ("kind", *_KEYS, *filled)} | {"id": card}
    if "language" in filled:
        given["language"] = (
            f"CASE WHEN l.language = '' THEN '{Client.Language.KYRGYZ}' ELSE l.language END"
        )
    about = {"source": Client.Source.IMPORT, "created_at": at}
    bulk.insert_from(Client, given, new, [sheet.pk], values=about)
    _add_contacts(sheet, Verdict.NEW, card, at)
    tags.give(sheet, Verdict.NEW, card)
    after = sheet.ids_after or 0
    services.enter_standings(after=after, last=after + last_number(sheet), since=localdate(at))


def leave_changed_since(sheet: SheetImport) -> None:
    """A card that somebody changed after the sheet was read is not written over."""
    worked_on = AccessTrace.objects.filter(
        client=OuterRef("client"), at__gt=sheet.read_at, deed__in=_CHANGES
    )
    stale = sheet.lines.filter(Exists(worked_on), verdict=Verdict.CHANGE)
    if left := stale.update(verdict=Verdict.CONFLICT, reasons="changed_since"):
        counts = Counter(sheet.counts)
        counts.update({str(Verdict.CHANGE): -left, str(Verdict.CONFLICT): left})
        sheet.counts = dict(counts)


def change_known(sheet: SheetImport, at: datetime) -> None:
    """Cards that were known, in the columns of the sheet alone; contacts and tags they lacked."""
    filled, known = _filled(sheet), _lines(Verdict.CHANGE)
    names = _KEYS if {"family_name", "title"} & set(filled) else ()
    if columns := (*names, *filled):
        changed = ", ".join(f"{name} = l.{name}" for name in columns)
        bulk.execute(
            f"UPDATE {_CARDS} SET {changed} "  # noqa: S608 - names of columns
            f"FROM {known} AND l.client_id = {_CARDS}.id",
            [sheet.pk],
        )
    _add_contacts(sheet, Verdict.CHANGE, "l.client_id", at)
    tags.give(sheet, Verdict.CHANGE, "l.client_id")


def _add_contacts(sheet: SheetImport, verdict: str, card: str, at: datetime) -> None:
    """Those that the cards lack; what the sheet itself put there is known by its moment."""
    value = "CASE way.channel WHEN 'email' THEN l.email ELSE l.phone END"
    channels = "(SELECT 'email' AS channel UNION ALL SELECT 'phone') way"
    # A card that was known may have gone since, or have the contact by now; a new one was entered
    # a moment ago and has none, so that the database need not look for it.
    known = verdict != Verdict.NEW
    there = f" AND {card} IN (SELECT id FROM {_CARDS})" if known else ""  # noqa: S608 - names of tables
    bulk.insert_from(
        Contact,
        {"client_id": card, "channel": "way.channel", "value": value},
        f"{_LINES} l CROSS JOIN {channels} WHERE l.sheet_id = %s AND l.verdict = '{verdict}' "
        f"AND {value} <> ''{there}",
        [sheet.pk],
        values={"added_at": at},
        once=known,
    )


def note(sheet: SheetImport, at: datetime) -> None:
    """The first entry on the timeline of each new card, and on every card who brought it.

    A card that has gone meanwhile leaves the trace that there was one.

    Args:
        at: when the sheet was taken over.
    """
    bulk.insert_from(
        TimelineEntry,
        {"client_id": "c.id", "subject": "'client:' || c.id"},
        f"{_with_cards(sheet)} = '{Verdict.NEW}' AND c.id IS NOT NULL",
        [sheet.pk],
        values={
            "kind": "client.entered",
            "happened_at": at,
            "title": languages.in_each(_("Entered into the client base")),
        },
        once=True,
    )
    leave_traces(sheet, by_user_id=sheet.uploaded_by_id, at=at)


def leave_traces(sheet: SheetImport, *, by_user_id: int | None, at: datetime) -> None:
    """Who changed these cards by a sheet, or took it back; of a card that went, that there was one.

    Without a member of staff, whose account has gone, nothing can be said.
    """
    if by_user_id is not None:
        bulk.insert_from(
            AccessTrace,
            {"client_id": "c.id"},
            f"{_with_cards(sheet)} IN ('{Verdict.NEW}', '{Verdict.CHANGE}')",
            [sheet.pk],
            values={"staff_id": by_user_id, "deed": _DEED.IMPORTED, "at": at},
        )


def _with_cards(sheet: SheetImport) -> str:
    card = f"COALESCE(l.client_id, {int(sheet.ids_after or 0)} + l.number)"
    return f"{_LINES} l LEFT JOIN {_CARDS} c ON c.id = {card} WHERE l.sheet_id = %s AND l.verdict"


def _lines(verdict: str) -> str:
    return f"{_LINES} l WHERE l.sheet_id = %s AND l.verdict = '{verdict}'"


def _filled(sheet: SheetImport) -> list[str]:
    return [name for name in fields_of(sheet.mapping) if name not in _CHANNELS]
