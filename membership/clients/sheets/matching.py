"""Which card a line is about, and what it would change there. Some thousand lines at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from membership.clients.duplicates import rules
from membership.clients.models import Client, Contact, Merge
from membership.clients.models import SheetLine as Row
from membership.clients.sheets.lines import Line, keys_of

Verdict = Row.Verdict
#: What a line may change on a card.
FIELDS = (
    "family_name", "given_name", "patronymic", "title", "position", "category", "language",
    "territory_id", "postal_code", "postal_address",
)  # fmt: skip
_CHANNELS = ("email", "phone")


@dataclass(slots=True)
class Judged:
    """A line with what will be done with it."""

    line: Line
    verdict: str
    client_id: int | None = None
    kind: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    keys: tuple[str, str, str] = ("", "", "")
    changes: dict[str, list[Any]] = field(default_factory=dict)


class Matching:
    """Remembers what earlier lines were about, so that one client is not taken twice."""

    def __init__(self) -> None:
        self._cards: set[int] = set()
        self._entered: dict[str, list[tuple[str, ...]]] = {}

    def judged(self, lines: Sequence[Line]) -> list[Judged]:
        """All of them, in their order. Three queries."""
        good = [line for line in lines if not line.reasons]
        by_contact, reached = _by_contact(good)
        by_number = _by_number(good)
        wanted = {pk for ids in by_contact.values() for pk in ids} | set(by_number.values())
        cards = {card["id"]: card for card in _cards(wanted)}
        return [
            self._judge(line, by_contact, by_number, cards, reached)
            if not line.reasons
            else Judged(line, Verdict.REFUSED)
            for line in lines
        ]

    def _judge(
        self,
        line: Line,
        by_contact: dict[tuple[str, str], list[int]],
        by_number: dict[int, int],
        cards: dict[int, dict[str, Any]],
        reached: dict[int, set[str]],
    ) -> Judged:
        card_id, reason = _find(line, by_contact, by_number, cards)
        if reason:
            line.reasons.append(reason)
            refused = reason == "id_unknown"
            return Judged(line, Verdict.REFUSED if refused else Verdict.CONFLICT)
        if card_id is None:
            return self._new(line)
        if card_id in self._cards:
            line.reasons.append("twice")
            return Judged(line, Verdict.REFUSED)
        self._cards.add(card_id)
        return _compared(line, cards[card_id], reached.get(card_id, set()))

    def _new(self, line: Line) -> Judged:
        keys = line.keys()
        words = rules.words_of(keys[1])
        for channel in _CHANNELS:
            if value := line.values.get(channel):
                earlier = self._entered.setdefault(value, [])
                if any(set(words) & set(other) for other in earlier):
                    line.reasons.append("twice")
                    return Judged(line, Verdict.REFUSED)
                earlier.append(words)
        if not keys[0]:
            line.reasons.append("no_name")
            return Judged(line, Verdict.REFUSED)
        return Judged(line, Verdict.NEW, kind=line.kind, values=line.values, keys=keys)


def _by_contact(
    lines: Sequence[Line],
) -> tuple[dict[tuple[str, str], list[int]], dict[int, set[str]]]:
    """Cards by contact, and the contacts of each of these cards that the lines name."""
    found: dict[tuple[str, str], list[int]] = {}
    reached: dict[int, set[str]] = {}
    for channel in _CHANNELS:
        values = [value for line in lines if (value := line.values.get(channel))]
        rows = Contact.objects.filter(channel=channel, value__in=values).order_by()
        for value, client_id in rows.values_list("value", "client_id"):
            found.setdefault((channel, value), []).append(client_id)
            reached.setdefault(client_id, set()).add(value)
    return found, reached


def _by_number(lines: Sequence[Line]) -> dict[int, int]:
    """Numbers of cards to the cards that hold them now."""
    wanted = [line.values["id"] for line in lines if "id" in line.values]
    if not wanted:
        return {}
    known = Client.objects.filter(pk__in=wanted).order_by().values_list("pk", flat=True)
    merged = Merge.objects.filter(gone_id__in=wanted, undone_at=None).order_by()
    return {**dict(merged.values_list("gone_id", "kept_id")), **{pk: pk for pk in known}}


def _cards(ids: set[int]) -> list[dict[str, Any]]:
    rows = Client.objects.filter(Q(pk__in=ids)).order_by()
    return list(rows.values("id", "kind", "search_key", *FIELDS))


def _find(
    line: Line,
    by_contact: dict[tuple[str, str], list[int]],
    by_number: dict[int, int],
    cards: dict[int, dict[str, Any]],
) -> tuple[int | None, str]:
    """The card and nothing, or no card and why it is unclear."""
    if "id" in line.values:
        card_id = by_number.get(line.values["id"])
        if card_id is None:
            return None, "id_unknown"
        named = line.has_person or "title" in line.values
        if named and cards[card_id]["kind"] != line.kind:
            return None, "kind_differs"
        return card_id, ""
    found = [
        {pk for pk in by_contact.get((channel, line.values.get(channel, "")), ()) if pk in cards}
        for channel in _CHANNELS
    ]
    everyone = found[0] | found[1]
    if not everyone:
        return None, ""
    words = rules.words_of(line.keys()[1])
    fitting = {
        pk for pk in everyone if _fits(words, line.kind, cards[pk], twice=pk in found[0] & found[1])
    }
    if len(fitting) == 1:
        return fitting.pop(), ""
    return None, "two_cards" if fitting else "name_differs"


def _fits(words: tuple[str, ...], kind: str, card: dict[str, Any], *, twice: bool) -> bool:
    """Offices share mailboxes: a contact decides only together with the name."""
    if card["kind"] != kind:
        return False
    theirs = rules.words_of(card["search_key"])
    if words == theirs:
        return True
    likeness = rules.likeness_of(words, theirs)
    return likeness in {"same", "within", "close"} or (twice and likeness == "part")


def _compared(line: Line, card: dict[str, Any], reached: set[str]) -> Judged:
    changes = {
        name: [card[name], line.values[name]]
        for name in FIELDS
        if name in line.values and line.values[name] != card[name]
    }
    final = {name: line.values.get(name, card[name]) for name in FIELDS}
    for channel in _CHANNELS:
        value = line.values.get(channel)
        if value and value not in reached:
            changes[channel] = ["", value]
            final[channel] = value
    if not changes:
        return Judged(line, Verdict.SAME, client_id=card["id"])
    keys = keys_of(card["kind"], final)
    return Judged(line, Verdict.CHANGE, card["id"], card["kind"], final, keys, changes)
