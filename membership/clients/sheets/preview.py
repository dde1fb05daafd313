"""The lines of a preview as people read them: all that will be written, and whom it may double."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _

from membership.clients.duplicates import rules, search
from membership.clients.models import (
    Client,
    ClientTag,
    Contact,
    DuplicateSuspicion,
    SheetImport,
    SheetLine,
)
from membership.clients.sheets.words import COLUMNS
from portal.core.audience import Category
from portal.territories import selectors as territories

_NEW = SheetLine.Verdict.NEW
_MOST_SHOWN = 3
#: What a new line writes beside the name.
_WRITTEN = (
    "position", "category", "territory_id", "language", "postal_code", "postal_address", "email",
    "phone",
)  # fmt: skip
_WORDS: dict[str, dict[str, Any]] = {
    "category": dict(Category.choices),
    "language": dict(Client.Language.choices),
}


@dataclass(frozen=True, slots=True)
class Double:
    """A card a new line may be about; no verdict where only the name is the very same."""

    card: Client
    verdict: rules.Verdict | None = None

    @property
    def words(self) -> str:
        """How sure that is and why, as the queue says it."""
        if self.verdict is None:
            return ""
        certainty = DuplicateSuspicion.Certainty(self.verdict.certainty)
        reason = DuplicateSuspicion.Reason(self.verdict.reason)
        return f"{certainty.label}: {reason.label}"


@dataclass(slots=True)
class Shown:
    """A line, and of each field what stands there and what will."""

    line: SheetLine
    fields: list[tuple[Any, str, str]] = field(default_factory=list)
    #: Cards of whoever may be the same client.
    perhaps: list[Double] = field(default_factory=list)
    #: The number of an earlier new line that may be about the same client.
    perhaps_line: int | None = None
    #: The card a new line has become.
    made: Client | None = None
    #: Other cards on which a contact of the line stands.
    holders: list[Client] = field(default_factory=list)


def of(sheet: SheetImport, lines: Iterable[SheetLine]) -> list[Shown]:
    """The lines of a page. A handful of queries, however many they are."""
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
    _tell_tags({one.line.pk: one.line.tags for one in found if one.line.tags}, found)
    if sheet.state == SheetImport.State.READY:
        _find_doubles(sheet, new)
    else:
        _find_made(sheet, new)
    _find_holders([one for one in found if one.line.verdict == SheetLine.Verdict.CONFLICT])
    return found


def _tell_tags(given: dict[int, list[int]], found: list[Shown]) -> None:
    """The tags that cards are given. One query where there are any.

    Args:
        given: by line.
    """
    wanted = {tag for tags in given.values() for tag in tags}
    names = dict(ClientTag.objects.filter(pk__in=wanted).values_list("pk", "name"))
    for one in found:
        words = sorted(names[tag] for tag in given.get(one.line.pk, ()) if tag in names)
        if words:
            one.fields.append((_("Tags added"), "", ", ".join(words)))


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
        one.holders = list(others.values())[:_MOST_SHOWN]


def _find_doubles(sheet: SheetImport, found: list[Shown]) -> None:
    """Whom a new line may double: by the rules of the queue, and by the very name alone."""
    newcomers = [_face(one.line) for one in found]
    alike, earlier = search.looking_like(newcomers), search.first_alike(newcomers)
    names = {one.line.sort_key for one in found if _has_name_alone(one.line)}
    named, before = _cards_named(names), _lines_named(sheet, names)
    wanted = {client_id for pairs in alike.values() for client_id, _verdict in pairs}
    cards = Client.objects.only("pk", "name").in_bulk(wanted)
    for one in found:
        number, key = one.line.number, one.line.sort_key if _has_name_alone(one.line) else ""
        doubles = {
            client_id: Double(cards[client_id], verdict)
            for client_id, verdict in alike.get(number, [])
            if client_id in cards
        }
        for card in named.get(key, []):
            doubles.setdefault(card.pk, Double(card))
        one.perhaps = list(doubles.values())[:_MOST_SHOWN]
        first = min(earlier.get(number, number), before.get(key, number))
        one.perhaps_line = first if first < number else None


def _has_name_alone(line: SheetLine) -> bool:
    return not (line.email or line.phone)


def _face(line: SheetLine) -> rules.Face:
    ways = [(channel, getattr(line, channel)) for channel in ("email", "phone")]
    return rules.Face(
        id=line.number,
        kind=line.kind,
        words=rules.words_of(line.search_key),
        place=line.territory_id,
        contacts=frozenset(rules.contact_key(*way) for way in ways if way[1]),
    )


def _cards_named(keys: set[str]) -> dict[str, list[Client]]:
    cards: dict[str, list[Client]] = {}
    known = Client.objects.filter(sort_key__in=keys).only("pk", "name", "sort_key").order_by("pk")
    for card in known:
        cards.setdefault(card.sort_key, []).append(card)
    return cards


def _lines_named(sheet: SheetImport, keys: set[str]) -> dict[str, int]:
    """By name the first new line that has it."""
    lines = sheet.lines.filter(verdict=_NEW, sort_key__in=keys).order_by()
    return dict(lines.values_list("sort_key").annotate(first=Min("number")))
