"""Which card a line is about, and what it would change there. Some thousand lines at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from membership.clients import bulk
from membership.clients.duplicates import rules
from membership.clients.models import Client, Contact, Merge
from membership.clients.models import SheetLine as Row
from membership.clients.sheets import tags
from membership.clients.sheets.lines import Line, keys_of
from membership.clients.sheets.tables import Table

Verdict = Row.Verdict
#: Plain text: an enumeration is slow to compare and to write a hundred thousand times.
_NEW, _CHANGE, _SAME, _CONFLICT, _REFUSED = map(str, Verdict)
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
    changes: dict[str, list[Any]] | None = None
    #: Those the card is given.
    tags: tuple[int, ...] = ()


class _Reached:
    """Cards that have a contact some lines name, and which of these each of them has."""

    def __init__(self, table: Table) -> None:
        self.by_contact: dict[str, dict[str, list[int]]] = {}
        self.contacts: dict[int, set[str]] = {}
        for channel in _CHANNELS:
            values = list(filter(None, table.of(channel)))
            holders = self.by_contact[channel] = {}
            for value, client_id in bulk.having(
                Contact, "value", values, wanted="client_id", channel=channel
            ):
                holders.setdefault(value, []).append(client_id)
                self.contacts.setdefault(client_id, set()).add(value)

    def named_by(self, line: Line) -> list[set[int]]:
        """By channel: the cards that have the contact of the line."""
        return [
            set(self.by_contact[channel].get(line.values.get(channel, ""), ()))
            for channel in _CHANNELS
        ]

    def stand_elsewhere(self, line: Line, card_id: int) -> bool:
        """Whether a contact that the line would bring to a card stands on other cards only."""
        return any(ids and card_id not in ids for ids in self.named_by(line))


class Matching:
    """Remembers what earlier lines were about, so that one client is not taken twice."""

    def __init__(self) -> None:
        self._cards: set[int] = set()
        #: By contact: the words of whoever has it, apart only where several have it.
        self._entered: dict[str, str | set[str]] = {}

    def judged(self, table: Table) -> tuple[list[bool], list[tuple[int, Judged]]]:
        """Which lines are plainly new clients, and by place what becomes of each of the others.

        A line is plain when it is not odd and nobody has a contact of it: no card, and no earlier
        line. Three queries, more where cards are named by number and where tags are named.
        """
        reached, emails, phones = _Reached(table), table.of("email"), table.of("phone")
        mailed, called = (reached.by_contact[channel] for channel in _CHANNELS)
        ways = list(zip(emails, phones, strict=True))
        known = {
            place for place, (email, phone) in enumerate(ways) if email in mailed or phone in called
        }
        lines = {place: table.line(place) for place in table.odd | known}
        by_number = _by_number([line for line in lines.values() if not line.reasons])
        wanted = reached.contacts.keys() | set(by_number.values())
        cards = {card["id"]: card for card in _cards(wanted)}
        if tags.COLUMN in table.fields:
            have = tags.on_cards(cards.keys())
            cards = {pk: {**card, "tags": have.get(pk, ())} for pk, card in cards.items()}
        plain, others, entered = [True] * len(ways), [], self._entered
        for place, (email, phone) in enumerate(ways):
            if place in lines:
                judged = self._judge(lines[place], reached, by_number, cards)
            elif email in entered or phone in entered:
                judged = self._new(table.line(place))
            else:
                if email:
                    entered[email] = table.spoken[place]
                if phone:
                    entered[phone] = table.spoken[place]
                continue
            plain[place] = False
            others.append((place, judged))
        return plain, others

    def _judge(
        self,
        line: Line,
        reached: _Reached,
        by_number: dict[int, int],
        cards: dict[int, dict[str, Any]],
    ) -> Judged:
        if line.reasons:
            return Judged(line, _REFUSED)
        card_id, reason = _find(line, reached, by_number, cards)
        if reason:
            line.reasons.append(reason)
            if reason == "id_unknown":
                return Judged(line, _REFUSED)
            return _unclear(line)
        if card_id is None:
            return self._new(line)
        if reached.stand_elsewhere(line, card_id):
            line.reasons.append("contact_elsewhere")
            return _unclear(line, card_id)
        if card_id in self._cards:
            line.reasons.append("twice")
            return Judged(line, _REFUSED)
        self._cards.add(card_id)
        return _compared(line, cards[card_id], reached.contacts.get(card_id, set()))

    def _new(self, line: Line) -> Judged:
        values, kind = line.values, line.kind
        keys = keys_of(kind, values)
        for channel in _CHANNELS:
            if (value := values.get(channel)) and self._is_taken(value, keys[1]):
                line.reasons.append("twice")
                return Judged(line, _REFUSED)
        if not keys[0]:
            line.reasons.append("no_name")
            return Judged(line, _REFUSED)
        return Judged(line, _NEW, None, kind, values, keys, tags=_tags_of(line))

    def _is_taken(self, value: str, spoken: str) -> bool:
        """Whether an earlier line brought somebody with this contact and a word of this name."""
        earlier = self._entered.get(value)
        if earlier is None:
            self._entered[value] = spoken
            return False
        if isinstance(earlier, str):
            earlier = self._entered[value] = set(rules.words_of(earlier))
        words = rules.words_of(spoken)
        if not earlier.isdisjoint(words):
            return True
        earlier.update(words)
        return False


def _unclear(line: Line, card_id: int | None = None) -> Judged:
    """Its contacts are kept: the preview says whose they are."""
    ways = {channel: line.values.get(channel, "") for channel in _CHANNELS}
    return Judged(line, _CONFLICT, card_id, values=ways)


def _by_number(lines: Sequence[Line]) -> dict[int, int]:
    """Numbers of cards to the cards that hold them now."""
    wanted = [line.values["id"] for line in lines if "id" in line.values]
    if not wanted:
        return {}
    known = Client.objects.filter(pk__in=wanted).order_by().values_list("pk", flat=True)
    merged = Merge.objects.filter(gone_id__in=wanted, undone_at=None).order_by()
    return {**dict(merged.values_list("gone_id", "kept_id")), **{pk: pk for pk in known}}


def _cards(ids: set[int]) -> list[dict[str, Any]]:
    rows = Client.objects.filter(pk__in=ids).order_by()
    return list(rows.values("id", "kind", "search_key", *FIELDS))


def _find(
    line: Line, reached: _Reached, by_number: dict[int, int], cards: dict[int, dict[str, Any]]
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
    mailed, called = (ids & cards.keys() for ids in reached.named_by(line))
    if not (mailed or called):
        return None, ""
    if mailed and called and not mailed & called:
        return None, "two_cards"
    words = rules.words_of(line.keys()[1])
    fitting = {
        pk
        for pk in mailed | called
        if _fits(words, line.kind, cards[pk], twice=pk in mailed & called)
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
    lacking = tuple(tag for tag in _tags_of(line) if tag not in card["tags"])
    if not (changes or lacking):
        return Judged(line, _SAME, client_id=card["id"])
    keys = keys_of(card["kind"], final)
    return Judged(line, _CHANGE, card["id"], card["kind"], final, keys, changes, lacking)


def _tags_of(line: Line) -> tuple[int, ...]:
    named = line.values.get(tags.COLUMN)
    return named.ids if named else ()
