"""Undoing a spreadsheet that was taken over: some thousand cards at a time, in a few statements."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from membership.clients import bulk, services
from membership.clients.duplicates import relations
from membership.clients.models import (
    AccessTrace,
    Client,
    Contact,
    DuplicateSuspicion,
    MatchKey,
    SheetImport,
    SheetLine,
    Standing,
    TaggedClient,
    TimelineEntry,
)
from membership.clients.sheets import tags
from membership.clients.sheets.lines import keys_of
from membership.clients.sheets.matching import FIELDS
from membership.clients.sheets.taking_over import last_number

_SLICE = 5000
_VERDICT, _DEED = SheetLine.Verdict, AccessTrace.Deed
#: What the sheet itself put on a card, and what is derived from it: goes with the card.
_OWN: list[tuple[Any, str]] = [
    (Contact, "client"), (TimelineEntry, "client"), (MatchKey, "client"),
    (DuplicateSuspicion, "first"), (DuplicateSuspicion, "second"), (SheetLine, "client"),
]  # fmt: skip
_OWN_LABELS = {f"{model._meta.label}.{name}" for model, name in [*_OWN, (AccessTrace, "client")]}
#: Traces of those who changed nothing.
_LOOKS = [_DEED.IMPORTED, _DEED.SEEN, _DEED.EXPORTED]


def remove_new(sheet: SheetImport) -> int:
    """Delete the cards it made. Those with an account or with work on them stay; how many."""
    after = sheet.ids_after or 0
    last = after + last_number(sheet)
    bulk.count_anew(Client, Standing, AccessTrace, *{model for model, _name in _OWN})
    worked_on = _worked_on(sheet, after, last)
    made = Client.objects.filter(pk__gt=after, pk__lte=last).order_by("pk")
    going = [pk for pk in made.values_list("pk", flat=True) if pk not in worked_on]
    for ids in _sliced(going):
        services.forget_standings(client_ids=ids)
        bulk.set_null(AccessTrace, "client_id", ids)
        tags.take_off(sheet, ids)
        for model, name in _OWN:
            bulk.delete(model, f"{name}_id", ids)
        bulk.delete(Client, "id", ids)
    return made.count()


def _worked_on(sheet: SheetImport, after: int, last: int) -> set[int]:
    """Of the cards with these numbers those that say more than the sheet did."""

    def of(rows: Any, column: str) -> set[int]:
        some = rows.filter(**{f"{column}__gt": after, f"{column}__lte": last})
        return set(some.order_by().values_list(column, flat=True))

    found = of(Client.objects.exclude(user=None), "pk")
    for relation in relations.stored_relations():
        rows = relation.model._base_manager.all()
        if relation.model is TaggedClient:
            rows = rows.exclude(sheet=sheet)
        if relation.label not in _OWN_LABELS:
            found |= of(rows, relation.field.attname)
    changes = SheetLine.objects.filter(
        verdict=_VERDICT.CHANGE, sheet__state=SheetImport.State.APPLIED
    )
    found |= of(changes, "client_id")
    found |= of(TimelineEntry.objects.exclude(kind="client.entered"), "client_id")
    return found | of(AccessTrace.objects.exclude(deed__in=_LOOKS), "client_id")


def restore_changed(sheet: SheetImport, applied_at: datetime) -> int:
    """Put back what it changed, field by field, unless somebody changed it again; how many stay.

    Args:
        applied_at: the moment of the contacts that the sheet put on cards.
    """
    lines = sheet.lines.filter(verdict=_VERDICT.CHANGE).order_by("number")
    kept, changes = 0, list(lines.values_list("client_id", "changes"))
    for some in _sliced(changes):
        kept += _restore([(client_id, changes or {}) for client_id, changes in some], applied_at)
        tags.take_off(sheet, [client_id for client_id, _changes in some])
    return kept


def _restore(changes: Sequence[tuple[int, dict[str, list[Any]]]], applied_at: datetime) -> int:
    """On how many of these cards something had been changed again and stays."""
    ids = {client_id for client_id, _changes in changes}
    locked = Client.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    cards = {card["id"]: card for card in locked.values("id", "kind", *FIELDS)}
    added = _added(ids, applied_at)
    stay: set[int] = set()
    gone: list[int] = []
    for client_id, fields in changes:
        card = cards.get(client_id, {})
        for name, (before, after) in fields.items():
            if contact := added.get((client_id, name, after)):
                gone.append(contact)
            elif card and card.get(name) == after:
                card[name] = before
            else:
                stay.add(client_id)
    rows = [
        (card["id"], *(card[name] for name in FIELDS), *keys_of(card["kind"], card))
        for card in cards.values()
    ]
    bulk.delete(Contact, "id", gone)
    bulk.update(Client, (*FIELDS, "name", "search_key", "sort_key"), rows)
    return len(stay & cards.keys())


def _added(ids: set[int], at: datetime) -> dict[tuple[int, str, str], int]:
    """The contacts that the sheet put on cards and nobody has proven since."""
    rows = Contact.objects.filter(client__in=ids, added_at=at, proven_at=None).order_by()
    return {
        (client_id, channel, value): pk
        for pk, client_id, channel, value in rows.values_list("pk", "client_id", "channel", "value")
    }


def _sliced(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[start : start + _SLICE] for start in range(0, len(rows), _SLICE))
