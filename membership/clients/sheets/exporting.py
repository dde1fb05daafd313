"""A list of clients goes out as a file, made by the worker."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime

from membership.accounts.models import User
from membership.clients import activity, listing, selection
from membership.clients.models import AccessTrace, Client, Contact, SheetExport
from membership.clients.sheets.words import COLUMNS
from portal.core import clock, outbox, sheets

KIND = "clients.make_export"
_SLICE = 2000
PERSONAL = "clients.export_personal"


def allowed(user: Any) -> list[str]:
    """The columns a member of staff may take out."""
    personal = user.has_perm(PERSONAL)
    return [name for name, column in COLUMNS.items() if personal or not column.is_personal]


@transaction.atomic
def ask(
    *,
    columns: Sequence[str],
    query: str,
    form: str,
    by_user_id: int,
    at: datetime,
    language: str = "ru",
) -> SheetExport:
    """Ask the worker for a file.

    Args:
        columns: names the asker may have; others are dropped when it is made.
        query: the list as the screen shows it: ``category=lsg&q=асанов``.
        form: ``xlsx`` or ``csv``.
        language: of the headings and words.
    """
    export = SheetExport.objects.create(
        columns=list(columns),
        query=query[:2000],
        form=form,
        language=language,
        asked_by_id=by_user_id,
        asked_at=at,
    )
    outbox.enqueue(KIND, key=str(export.pk), export_id=export.pk)
    return export


@outbox.handles(KIND, reaches_outside=True)
def make(*, export_id: int) -> None:
    """Write the file, and a trace on every card that is in it."""
    export = SheetExport.objects.select_related("asked_by").get(pk=export_id)
    if export.made_at:
        return
    person: User = export.asked_by
    columns = [name for name in export.columns if name in allowed(person)]
    write = sheets.write_xlsx if export.form == sheets.XLSX else sheets.write_csv
    with translation.override(export.language), tempfile.TemporaryFile() as target:
        head = [str(COLUMNS[name].label) for name in columns]
        export.rows = write(target, head, _lines(export, columns))
        target.seek(0)
        export.file.save(f"clients.{export.form}", File(target), save=False)
    export.made_at = clock.now()
    export.save()


def _lines(export: SheetExport, columns: list[str]) -> Iterator[list[str]]:
    ids = list(selection.of_query(export.query).values_list("pk", flat=True))
    personal = any(COLUMNS[name].is_personal for name in columns)
    for start in range(0, len(ids), _SLICE):
        part = ids[start : start + _SLICE]
        listed = listing.clients(clock.today())
        clients = listed.prefetch_related("tags").in_bulk(part)  # type: ignore[misc] # taggit's own
        ways = _contacts(part)
        if personal:
            _leave_traces(export, part)
        for pk in part:
            if client := clients.get(pk):
                yield [_cell(client, name, ways) for name in columns]


def _contacts(ids: list[int]) -> dict[tuple[int, str], str]:
    """The first contact of a kind on each card; a proven one goes before, a dead one behind."""
    found: dict[tuple[int, str], str] = {}
    rows = Contact.objects.filter(client__in=ids).order_by("pk")
    ranked = sorted(rows, key=lambda one: (one.dead_at is not None, one.proven_at is None))
    for one in ranked:
        found.setdefault((one.client_id, one.channel), one.value)
    return found


def _leave_traces(export: SheetExport, ids: list[int]) -> None:
    now = clock.now()
    AccessTrace.objects.bulk_create(
        [
            AccessTrace(
                client_id=pk, staff_id=export.asked_by_id, deed=AccessTrace.Deed.EXPORTED, at=now
            )
            for pk in ids
        ],
        batch_size=1000,
    )


def _cell(client: Client, name: str, ways: Mapping[tuple[int, str], str]) -> str:
    place = client.territory
    special: dict[str, Callable[[], str]] = {
        "id": lambda: str(client.pk),
        "full_name": lambda: client.name if client.kind == Client.Kind.PERSON else "",
        "category": lambda: str(client.get_category_display()),
        "language": lambda: str(client.get_language_display()),
        "territory": lambda: (place.soate or "") if place else "",
        "place": lambda: ", ".join(
            filter(None, (str(place or ""), str((place and place.parent) or "")))
        ),
        "email": lambda: ways.get((client.pk, "email"), ""),
        "phone": lambda: ways.get((client.pk, "phone"), ""),
        "tags": lambda: ", ".join(sorted(tag.name for tag in client.tags.all())),
        "portal": lambda: _state(client, "portal"),
        "magazine": lambda: _state(client, "magazine"),
        "created_at": lambda: date_format(localtime(client.created_at), "d.m.Y"),
    }
    return special[name]() if name in special else str(getattr(client, name) or "")


def _state(client: Client, service: str) -> str:
    state = getattr(client, f"{service}_state") or activity.NONE
    return str(dict(activity.STATES)[state])
