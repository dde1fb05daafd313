"""Lists of people from a training: read from a spreadsheet or typed, compared with the base."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from membership.clients import contacts
from membership.clients.errors import ContactMalformed, ListTooLong, ListUnreadable
from membership.clients.models import Client, SignupList
from portal.core import letters
from portal.events import sheets
from portal.events.errors import SheetTooLong, SheetUnreadable
from portal.events.sheets import Row

MOST_TYPED = 300
#: The columns in which names stand.
NAMING = frozenset({"name", "surname", "given"})
_BETWEEN = re.compile(r"[;,\t]")
_DIGITS = 7
#: Longer than any name of a person: a line without commas.
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A line, and what taking the list over does with it.

    ``verdict``: ``new``; ``known`` (a card without an account: invited, unless a list did it
    before); ``member`` (has an account: nothing to do); ``unreachable`` (a card, no invitation);
    ``twice``; ``wrong`` (no name, one too long, or a contact nobody could be reached at);
    ``taken`` (the contact is the proven one of another person's account).
    """

    row: Row
    verdict: str
    client_id: int | None = None
    #: The earlier line that shares two words of the name: perhaps the same person.
    like: int | None = None

    @property
    def is_to_correct(self) -> bool:
        """Whether nothing can be done with the line as it is."""
        return self.verdict in {"wrong", "taken"}

    @property
    def typed(self) -> str:
        """The line as it would be typed."""
        row = self.row
        return ", ".join(filter(None, (row.name, row.phone, row.email, row.organisation)))


def from_file(file: Any) -> sheets.Table:
    """What stands in an uploaded XLSX or CSV file.

    Raises:
        ListTooLong: it has more people than one list may have.
        ListUnreadable: it is neither, is too large, or has nobody in it.
    """
    try:
        table = sheets.table_of(file)
    except SheetTooLong as error:
        raise ListTooLong(sheets.MOST_ROWS) from error
    except SheetUnreadable as error:
        raise ListUnreadable(*error.args) from error
    if not table.lines:
        raise ListUnreadable("empty")
    return table


def guessed(table: sheets.Table) -> dict[str, str]:
    """Number of a column to the field its heading speaks of."""
    return {str(place): field for field, place in table.columns.items()}


def people_of(table: sheets.Table, mapping: Mapping[str, str]) -> sheets.Sheet:
    """The people of a table whose columns are named; nobody where no column holds names."""
    if NAMING.isdisjoint(mapping.values()):
        return sheets.Sheet([], [])
    return sheets.people_of(table, {field: int(number) for number, field in mapping.items()})


def from_text(text: str, *, after: int = 0, most: int = MOST_TYPED) -> list[Row]:
    """People typed one to a line: name, contacts, office, in any order, between commas.

    Args:
        after: the number of the line before the first.

    Raises:
        ListTooLong: more people than ``most``.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > most:
        raise ListTooLong(most)
    return [_typed(number, line) for number, line in enumerate(lines, start=after + 1)]


def _typed(number: int, line: str) -> Row:
    found = {"name": "", "phone": "", "email": "", "organisation": ""}
    malformed = ""
    for part in (letters.tidy(piece).strip()[:250] for piece in _BETWEEN.split(line)):
        channel = _channel_of(part)
        if channel:
            try:
                found[channel] = contacts.normal(channel, part)
            except ContactMalformed:
                found[channel], malformed = part, channel
        elif part and not found["name"]:
            found["name"] = part
        elif part:
            found["organisation"] = ", ".join(filter(None, (found["organisation"], part)))[:250]
    return Row(number=number, malformed=malformed, **found)


def _channel_of(part: str) -> str:
    if "@" in part:
        return contacts.EMAIL
    digits = sum(sign.isdecimal() for sign in part)
    return contacts.PHONE if digits >= _DIGITS else ""


def waits_for_names(source: SignupList) -> bool:
    """Whether somebody has to say first in which columns of its file the names stand."""
    return bool(source.table) and NAMING.isdisjoint(source.mapping.values())


def compared(rows: Iterable[Row]) -> list[Line]:
    """What taking ``rows`` over would do. Two queries whatever the length of the list.

    Offices share mailboxes and phones: a card is the same person when a word of the name fits too.
    """
    rows = list(rows)
    cards = _cards_reached_by(rows)
    seen: set[Any] = set()
    named: dict[tuple[str, ...], int] = {}
    lines = []
    for row in rows:
        key = letters.spoken_key(row.name)
        if not key or row.malformed or len(row.name) > _LONGEST_NAME:
            lines.append(Line(row, "wrong"))
            continue
        card = _same_person(row, set(key.split()), cards)
        if card is None and (owner := _owner(row, cards)):
            lines.append(Line(row, "taken", owner.pk))
            continue
        mark = card.pk if card else (key, row.email, row.phone)
        if mark in seen:
            lines.append(Line(row, "twice"))
            continue
        seen.add(mark)
        pairs = list(combinations(sorted(set(key.split())), 2))
        like = next((named[pair] for pair in pairs if pair in named), None)
        for pair in pairs:
            named.setdefault(pair, row.number)
        lines.append(replace(_line(row, card), like=like))
    return lines


def _line(row: Row, card: Client | None) -> Line:
    if card is None:
        return Line(row, "new" if row.email or row.phone else "unreachable")
    return Line(row, "member" if card.user_id else "known", card.pk)


def _cards_reached_by(rows: list[Row]) -> dict[str, list[Client]]:
    """Cards of people by each address and number of the list."""
    values = {value for row in rows for value in (row.email, row.phone) if value}
    found: dict[str, list[Client]] = {}
    people = Client.objects.persons().filter(contacts__value__in=values).distinct()
    for card in people.prefetch_related("contacts").order_by("pk"):
        for contact in card.contacts.all():
            if contact.value in values:
                found.setdefault(contact.value, []).append(card)
    return found


def _owner(row: Row, cards: dict[str, list[Client]]) -> Client | None:
    """Somebody with an account who has proven that the contact of the row is hers."""
    return next(
        (
            card
            for value in (row.email, row.phone)
            for card in cards.get(value, [])
            for contact in card.contacts.all()
            if card.user_id and contact.value == value and contact.proven_at
        ),
        None,
    )


def _same_person(row: Row, words: set[str], cards: dict[str, list[Client]]) -> Client | None:
    sharing = [card for value in (row.email, row.phone) for card in cards.get(value, [])]
    alike = [card for card in sharing if words & set(card.search_key.split())]
    return min(alike, key=lambda card: (card.user_id is None, card.pk), default=None)
