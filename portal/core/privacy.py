"""What is kept about a person, room by room: shown to her, and erased when she asks.

A room with personal data has a module ``personal_data`` that registers what it holds and why, how
to show it and how to let go of it. Nobody else knows the tables of a room. The report on processing
(Law 58/2008) is made of the same entries.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from portal.core.registry import Registry

#: Stands where a name, an address or a number was.
GONE = "—"
#: Shorter words are too common to be looked for in texts.
_SHORTEST_WORD = 4
_CODE = "+996"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the rooms know her: by her account, her card, her contacts and her names."""

    user_id: int | None
    client_id: int | None
    #: ``Асанова Айгүл``, and what she is called elsewhere.
    names: tuple[str, ...] = ()
    #: In their normal spelling.
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def contacts(self) -> list[str]:
        """Addresses and numbers, numbers also as they are dialled at home. Nobody else has them."""
        at_home = ["0" + phone.removeprefix(_CODE) for phone in self.phones]
        return [*self.emails, *self.phones, *at_home]

    @property
    def words(self) -> list[str]:
        """What gives her away in a text about her: contacts, and whole names in both orders.

        Namesakes exist: a text that only has her name may be about somebody else.
        """
        found = dict.fromkeys(self.contacts)
        for name in self.names:
            parts = name.split()
            found[name] = None
            if len(parts) > 1:
                found |= {" ".join(parts[:2]): None, " ".join(parts[1::-1]): None}
        wanted = (word for word in found if len(word) >= _SHORTEST_WORD)
        return sorted(wanted, key=len, reverse=True)

    def known_also_at(self, emails: Iterable[str], phones: Iterable[str]) -> "Person":
        """The same person with more contacts."""
        return replace(
            self,
            emails=tuple(dict.fromkeys([*self.emails, *emails])),
            phones=tuple(dict.fromkeys([*self.phones, *phones])),
        )

    @property
    def own_words(self) -> list[str]:
        """The same with each name alone: for texts she wrote or that answer her."""
        parts = {part for name in self.names for part in name.split()}
        alone = (part for part in parts if len(part) >= _SHORTEST_WORD)
        return sorted({*self.words, *alone}, key=len, reverse=True)

    def redacted(self, text: str, words: Sequence[str] | None = None) -> str:
        """The text without ``words``: without her whole name, addresses and numbers."""
        wanted = self.words if words is None else words
        return _pattern(wanted).sub(GONE, text) if wanted else text

    def redacted_deep(self, value: Any, words: Sequence[str] | None = None) -> Any:
        """The same for the texts inside lists and dictionaries."""
        if isinstance(value, str):
            return self.redacted(value, words)
        if isinstance(value, list):
            return [self.redacted_deep(one, words) for one in value]
        if isinstance(value, dict):
            return {key: self.redacted_deep(one, words) for key, one in value.items()}
        return value


def _pattern(words: Sequence[str]) -> "re.Pattern[str]":
    return re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """One table of what is kept about a person."""

    #: ``clients.consents``: its key in the file for programs.
    code: str
    title: str
    #: Code and heading of each column.
    columns: list[tuple[str, str]]
    rows: list[list[Any]] = field(default_factory=list)
    #: The title speaks to the person; this is what staff call the same rows.
    called: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays after an erasure, and by which rule."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A line of the report on processing: which data, what for, on what ground, how long."""

    data: Any
    purpose: Any
    basis: Any
    kept_for: Any


Export = Callable[[Person], list[Section]]
Erase = Callable[[Person, datetime], None]
Keeps = Callable[[Person], list[Kept]]
Loses = Callable[[Person], list[str]]


def nothing(_person: Person) -> list[Any]:
    """Of most rooms nothing stays, and nothing of value goes."""
    return []


@dataclass(frozen=True, slots=True)
class Room:
    """What one room answers."""

    holds: tuple[Holding, ...]
    export: Export
    erase: Erase
    keeps: Keeps
    loses: Loses
    order: int


rooms: Registry[Room] = Registry("room with personal data")


def register(
    name: str,
    *,
    holds: Sequence[Holding],
    export: Export,
    erase: Erase,
    keeps: Keeps = nothing,
    loses: Loses = nothing,
    order: int = 50,
) -> None:
    """Register a room that keeps personal data.

    Args:
        name: its label, as ``"clients"``.
        export: the tables of a person; nothing for strangers.
        erase: lets go of her. Runs in the transaction of the whole erasure.
        keeps: tells, before and after, what a law obliges the room to keep.
        loses: tells, before, what of value goes with the account.
        order: lower goes first. What others point at goes last: the card, the account, the letters.
    """
    rooms.add(name, Room(tuple(holds), export, erase, keeps, loses, order))


def _in_order() -> Iterator[tuple[str, Room]]:
    return iter(sorted(rooms, key=lambda one: (one[1].order, one[0])))


def collect(person: Person) -> list[Section]:
    """All that is kept about a person, in the language that is active; empty tables left out."""
    return [part for _name, room in _in_order() for part in room.export(person) if part.rows]


@transaction.atomic
def erase(person: Person, at: datetime) -> None:
    """Let go of a person in all rooms at once."""
    for _name, room in _in_order():
        room.erase(person, at)


def kept(person: Person) -> list[Kept]:
    """What stays of a person by law when she is erased."""
    return [one for _name, room in _in_order() for one in room.keeps(person)]


def lost(person: Person) -> list[str]:
    """What of value goes with the account: told before she decides."""
    return [one for _name, room in _in_order() for one in room.loses(person)]


def holdings() -> list[tuple[str, Holding]]:
    """The lines of the report on processing with the label of their room."""
    return [(name, line) for name, room in _in_order() for line in room.holds]


def table(
    code: str,
    title: Any,
    rows: "QuerySet[Any]",
    *fields: str,
    told: Mapping[str, Callable[[Any], str]] | None = None,
) -> Section:
    """The named fields of rows as a section; headings are the names staff see on their forms.

    Args:
        told: words for a row by field, where what is stored is not what people are shown.
    """
    model, words = rows.model, told or {}
    columns = [(name, str(_heading(model, name))) for name in fields]
    return Section(
        code=code,
        title=str(title),
        columns=columns,
        rows=[
            [words[name](row) if name in words else _shown(row, name) for name in fields]
            for row in rows
        ],
        called=staff_name(model),
    )


def staff_name(model: type[Model]) -> str:
    """What staff call the rows of a table."""
    name = str(model._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]


#: Fields that stand on no form of staff have no name but that of the attribute.
_HEADINGS: dict[str, Any] = {
    "added_at": pgettext_lazy("column of the copy", "added"),
    "agreed": pgettext_lazy("column of the copy", "agreed"),
    "answered_at": pgettext_lazy("column of the copy", "answered"),
    "brand": pgettext_lazy("column of the copy", "kind of card"),
    "bytes": pgettext_lazy("column of the copy", "size in bytes"),
    "channel": pgettext_lazy("column of the copy", "way"),
    "created_at": pgettext_lazy("column of the copy", "made"),
    "currency": pgettext_lazy("column of the copy", "currency"),
    "key": pgettext_lazy("column of the copy", "mark"),
    "kind": pgettext_lazy("column of the copy", "kind"),
    "language": pgettext_lazy("column of the copy", "language"),
    "last4": pgettext_lazy("column of the copy", "last digits"),
    "last_used_at": pgettext_lazy("column of the copy", "last used"),
    "snapshot": pgettext_lazy("column of the copy", "what the paper says"),
    "subject": pgettext_lazy("column of the copy", "subject"),
    "text": pgettext_lazy("column of the copy", "text"),
    "to": pgettext_lazy("column of the copy", "to whom"),
    "type": pgettext_lazy("column of the copy", "kind"),
}


def _heading(model: type[Model], name: str) -> str:
    text = getattr(model._meta.get_field(name), "verbose_name", name)
    if text == name.replace("_", " "):
        text = _HEADINGS.get(name, text)
    return str(text)[:1].upper() + str(text)[1:]


def _shown(row: Model, name: str) -> Any:
    words = getattr(row, f"get_{name}_display", None)
    value = words() if words else getattr(row, name)
    if value is None or isinstance(value, str | int | float | list | dict):
        return value
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(value)


def naming(rows: "QuerySet[Any]", words: Sequence[str], *fields: str) -> "QuerySet[Any]":
    """Keep the rows in whose fields, texts or JSON, any of ``words`` stands."""
    wanted = Q(pk__in=())
    for number, name in enumerate(fields):
        rows = rows.alias(**{f"text_{number}": Cast(name, TextField())})
        for word in words:
            # SQLite keeps JSON with escapes, PostgreSQL without
            for spelling in {word, json.dumps(word)[1:-1]}:
                wanted |= Q(**{f"text_{number}__contains": spelling})
    return rows.filter(wanted)


def redact(rows: "QuerySet[Any]", person: Person, words: Sequence[str], *fields: str) -> None:
    """Take ``words`` out of the named fields of rows, wherever they stand in them."""
    for row in naming(rows, words, *fields):
        changed = {name: person.redacted_deep(getattr(row, name), words) for name in fields}
        type(row)._default_manager.filter(pk=row.pk).update(**changed)


def delete_files(files: Iterable[tuple[Storage, str]]) -> None:
    """Delete files once the transaction that forgets them has committed."""
    for storage, name in list(files):
        if name:
            transaction.on_commit(partial(storage.delete, name))


def yes_or_no(value: bool) -> str:
    """For a column that is neither text nor number."""
    return _("yes") if value else _("no")
