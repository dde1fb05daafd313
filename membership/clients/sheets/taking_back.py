"""Undoing a spreadsheet that was taken over."""

from membership.clients.duplicates import relations
from membership.clients.models import Client, Contact, SheetImport, SheetLine, TimelineEntry

_SLICE = 1000
_VERDICT = SheetLine.Verdict
#: What the sheet itself put on a card, and what is derived from it.
_OWN = {
    "clients.Contact.client", "clients.TimelineEntry.client", "clients.AccessTrace.client",
    "clients.MatchKey.client", "clients.DuplicateSuspicion.first",
    "clients.DuplicateSuspicion.second", "clients.SheetLine.client",
}  # fmt: skip


def remove_new(sheet: SheetImport) -> int:
    """Delete the cards it made. Those with an account or with work on them stay; how many."""
    kept, after = 0, sheet.ids_after or 0
    numbers = sheet.lines.filter(verdict=_VERDICT.NEW).order_by("number")
    known = list(numbers.values_list("number", flat=True))
    for start in range(0, len(known), _SLICE):
        ids = [after + number for number in known[start : start + _SLICE]]
        cards = set(Client.objects.filter(pk__in=ids).values_list("pk", flat=True))
        going = cards - _worked_on(cards)
        kept += len(cards) - len(going)
        Client.objects.filter(pk__in=going).delete()
    return kept


def _worked_on(ids: set[int]) -> set[int]:
    found = set(Client.objects.filter(pk__in=ids, user__isnull=False).values_list("pk", flat=True))
    for relation in relations.stored_relations():
        if relation.label not in _OWN:
            rows = relation.model._base_manager.filter(**{f"{relation.field.name}__in": ids})
            found |= set(rows.values_list(relation.field.attname, flat=True))
    later = TimelineEntry.objects.filter(client__in=ids).exclude(kind="client.entered")
    return found | set(later.values_list("client_id", flat=True))


def restore_changed(sheet: SheetImport) -> int:
    """Put back what it changed, field by field, unless somebody changed it again; how many stay."""
    kept = 0
    lines = sheet.lines.filter(verdict=_VERDICT.CHANGE).order_by("number")
    for line in lines.select_related("client").iterator(chunk_size=_SLICE):
        if line.client is not None:
            kept += _restore(line.client, line.changes or {})
    return kept


def _restore(client: Client, changes: dict[str, list[object]]) -> bool:
    """Whether something had been changed again and stays."""
    stays = False
    for name, (before, after) in changes.items():
        if name in Contact.Kind.values:
            added = Contact.objects.filter(client=client, channel=name, value=after)
            stays |= not added.filter(proven_at=None).delete()[0]
        elif getattr(client, name) == after:
            setattr(client, name, before)
        else:
            stays = True
    client.save()
    return stays
