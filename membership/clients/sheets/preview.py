"""The lines of a preview as people read them: all that will be written, and whom it may double."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from membership.clients.models import Client, Contact, SheetImport, SheetLine
from membership.clients.sheets.words import COLUMNS
from portal.core.audience import Category
from portal.territories import selectors as territories

_NEW = SheetLine.Verdict.NEW
_MOST_HOLDERS = 3
#: What a new line writes beside the name.
_WRITTEN = (
    "position", "category", "territory_id", "language", "postal_code", "postal_address", "email",
    "phone",
)  # fmt: skip
_WORDS: dict[str, dict[str, Any]] = {
    "category": dict(Category.choices),
    "language": dict(Client.Language.choices),
}


@dataclass(slots=True)
class Shown:
    """A line, and of each field what stands there and what will."""

    line: SheetLine
    fields: list[tuple[Any, str, str]] = field(default_factory=list)
    #: Cards of exactly this name, for a line that brings no contact to know them by.
    perhaps: list[Client] = field(default_factory=list)
    #: The number of an earlier new line of this name, likewise.
    perhaps_line: int | None = None
    #: The card a new line has become.
    made: Client | None = None
    #: Other cards on which a contact of the line stands.
    holders: list[Client] = field(default_factory=list)


def of(sheet: SheetImport, lines: Iterable[SheetLine]) -> list[Shown]:
    """The lines of a page. At most five queries."""
    found = [Shown(line) for line in lines]
    new = [one for one in found if one.line.verdict == _NEW]
    names = _names_of_places(found)
    for one in found:
        one.fields = [
            (
                COLUMNS[name.removesuffix("_id")].label,
                *(_text(name, value, names) for value in pair),
            )
            for name, pair in _changes(one.line).items()
        ]
    if sheet.state == SheetImport.State.APPLIED:
        _find_made(sheet, new)
    else:
        _find_doubles([one for one in new if not (one.line.email or one.line.phone)])
    _find_holders([one for one in found if one.line.verdict == SheetLine.Verdict.CONFLICT])
    return found


def _changes(line: SheetLine) -> dict[str, Any]:
    if line.verdict != _NEW:
        return line.changes or {}
    return {name: ("", value) for name in _WRITTEN if (value := getattr(line, name))}


def _names_of_places(found: list[Shown]) -> dict[int, str]:
    pairs = [_changes(one.line).get("territory_id", ()) for one in found]
    wanted = {int(value) for pair in pairs for value in pair if value}
    return {unit.pk: str(unit.name) for unit in territories.units(wanted)} if wanted else {}


def _text(name: str, value: Any, places: dict[int, str]) -> str:
    if not value:
        return ""
    if name == "territory_id":
        return places.get(int(value), str(value))
    return str(_WORDS.get(name, {}).get(value, value))


def _find_made(sheet: SheetImport, found: list[Shown]) -> None:
    """The cards that new lines became: they are numbered as the lines are."""
    first = sheet.ids_after or 0
    made = Client.objects.only("pk", "name").in_bulk([first + one.line.number for one in found])
    for one in found:
        one.made = made.get(first + one.line.number)


def _find_holders(found: list[Shown]) -> None:
    """Other cards that have a contact of the line: it would stand on both."""
    values = {value for one in found for value in (one.line.email, one.line.phone) if value}
    if not values:
        return
    holders: dict[str, list[Client]] = {}
    known = Contact.objects.filter(value__in=values).select_related("client").order_by("client_id")
    for contact in known:
        holders.setdefault(contact.value, []).append(contact.client)
    for one in found:
        cards = [*holders.get(one.line.email, []), *holders.get(one.line.phone, [])]
        others = {card.pk: card for card in cards if card.pk != one.line.client_id}
        one.holders = list(others.values())[:_MOST_HOLDERS]


def _find_doubles(found: list[Shown]) -> None:
    keys = {one.line.sort_key for one in found}
    if not keys:
        return
    cards: dict[str, list[Client]] = {}
    for card in Client.objects.filter(sort_key__in=keys).only("pk", "name", "sort_key"):
        cards.setdefault(card.sort_key, []).append(card)
    lines = SheetLine.objects.filter(sheet=found[0].line.sheet_id, verdict=_NEW, sort_key__in=keys)
    first: dict[str, int] = {}
    for key, number in lines.order_by("number").values_list("sort_key", "number"):
        first.setdefault(key, number)
    for one in found:
        one.perhaps = cards.get(one.line.sort_key, [])[:3]
        earlier = first[one.line.sort_key]
        one.perhaps_line = earlier if earlier < one.line.number else None
