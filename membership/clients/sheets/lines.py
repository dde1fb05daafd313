"""One line of a spreadsheet: its cells understood, checked, in their one spelling."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from membership.clients import contacts
from membership.clients.errors import ContactMalformed
from membership.clients.models import Client
from membership.clients.sheets import tags
from portal.core import letters
from portal.core.audience import Category
from portal.core.known import Known
from portal.territories import selectors as territories

_LENGTHS = {
    "family_name": 80, "given_name": 80, "patronymic": 80, "title": 250, "position": 160,
    "postal_code": 10, "postal_address": 400,
}  # fmt: skip
#: Numbers of the country as they are mostly typed; anything else is asked of the library.
_PHONE = re.compile(r"(?:\+?996|0)([2-9]\d{8})")
_EMAIL = re.compile(
    r"[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)
_NOISE = str.maketrans("", "", " -()\u00a0.")
_FORMULA = ("=", "@", "+")
#: Windows-1251 has no Kyrgyz letters: old programs write a question mark in place of each.
_LOST = re.compile(r"\w\?|\?\w")
PARTS_OF_NAME = ("family_name", "given_name", "patronymic")
#: What finds a card or names a new one.
_NAMING = {"id", "title", "family_name", "given_name"}
#: Plain text: an enumeration is slow to compare and to write a hundred thousand times.
PERSON, _ORGANISATION = str(Client.Kind.PERSON), str(Client.Kind.ORGANISATION)
#: Columns that fill a field of another name.
_FIELD_OF = {"territory": "territory_id"}


@dataclass(slots=True)
class Line:
    """What a line says. ``values`` has only what is filled."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    #: The fields in which something stands that cannot be taken.
    refused: set[str] = field(default_factory=set)

    def refuse(self, reason: str, name: str = "") -> None:
        """Say once why it cannot be taken."""
        self.refused.add(name)
        if reason not in self.reasons:
            self.reasons.append(str(reason))

    @property
    def kind(self) -> str:
        """A line with the name of an organisation and of nobody is an organisation."""
        return _ORGANISATION if "title" in self.values and not self.has_person else PERSON

    @property
    def has_person(self) -> bool:
        """Whether a person is named."""
        return "family_name" in self.values or "given_name" in self.values

    def keys(self) -> tuple[str, str, str]:
        """Name, search key, sort key."""
        return keys_of(self.kind, self.values)


def keys_of(kind: str, values: Mapping[str, Any]) -> tuple[str, str, str]:
    """What ``Client.fill_keys`` makes, a word at a time: names repeat."""
    parts = ("title",) if kind == _ORGANISATION else PARTS_OF_NAME
    return keys_of_words(*(values.get(name, "") for name in parts))


def keys_of_words(*texts: str) -> tuple[str, str, str]:
    """Name, search key and sort key of the parts of a name that are there."""
    words = [_keys[text] for text in texts if text]
    if not words:
        return "", "", ""
    name, spoken, ordered = map(" ".join, zip(*words, strict=True))
    return name[:250], spoken[:250], ordered[:250]


_keys = Known(lambda text: (text, letters.spoken_key(text), letters.sort_key(text)))


def fields_of(mapping: Mapping[str, str]) -> list[str]:
    """The fields of cards and contacts that columns so named fill; a name is filled as a whole."""
    named = {_FIELD_OF.get(name, name) for name in mapping.values()}
    if not named.isdisjoint({"full_name", *PARTS_OF_NAME}):
        named.update(PARTS_OF_NAME)
    return sorted(named - {"", "id", "full_name", tags.COLUMN})


class Refusal(str):
    """Why a cell cannot be taken, in place of its value."""

    __slots__ = ()


class Understanding:
    """Reads cells by a mapping of columns; knows the words for categories, languages, places.

    ``columns`` are the place of a column, the field it fills, and what makes a value or a
    ``Refusal`` of a cell, and nothing of an empty one.
    """

    def __init__(self, mapping: Mapping[str, str]) -> None:
        categories, languages = _choices(Category.choices), _choices(Client.Language.choices)
        self.places, self.codes = _places()
        judges: dict[str, Callable[[str], Any]] = {
            **{name: Known(_text_of(name)).__getitem__ for name in _LENGTHS},
            "email": _email,
            "phone": _phone,
            "id": _number,
            "territory": Known(self._place).__getitem__,
            "category": Known(_word_of(categories, "category_unknown")).__getitem__,
            "language": Known(_word_of(languages, "language_unknown")).__getitem__,
            "full_name": str,
        }
        self.tags = tags.Words() if tags.COLUMN in mapping.values() else None
        if self.tags:
            judges[tags.COLUMN] = Known(self.tags.named).__getitem__
        self.columns = [
            (int(column), _FIELD_OF.get(name, name), judges[name])
            for column, name in sorted(mapping.items(), key=lambda one: int(one[0]))
            if name
        ]
        self.width = 1 + max((column for column, _name, _judge in self.columns), default=0)
        self._parts = [judges[name] for name in PARTS_OF_NAME]

    def line(self, number: int, cells: list[str]) -> Line:
        """The line, with the reasons why it cannot be taken."""
        line, width = Line(number), len(cells)
        values = line.values
        for column, name, judge in self.columns:
            if column < width and (text := cells[column]):
                value = judge(text)
                if isinstance(value, Refusal):
                    line.refuse(value, name)
                else:
                    values[name] = value
        if "full_name" in values:
            self._split(line, values.pop("full_name"))
        if line.has_person:
            values.pop("title", None)
        elif line.refused.isdisjoint(_NAMING) and _NAMING.isdisjoint(values):
            line.refuse("no_name")
        return line

    def _split(self, line: Line, text: str) -> None:
        own = [line.values.get(name, "") for name in PARTS_OF_NAME]
        for name, part in zip(PARTS_OF_NAME, self.parts_beside(text, *own), strict=True):
            if isinstance(part, Refusal):
                line.refuse(part, name)
            elif part:
                line.values[name] = part

    def parts_beside(self, text: str, *own: str) -> tuple[str, ...]:
        """The parts of a full name that stands beside columns of its parts.

        It fills what they leave empty. What says something else in one place than in the other is
        refused: nobody knows which of the two was edited.
        """
        if not text:
            return own
        if not any(own):
            return self.parts(text)
        if sorted(text.split()) == sorted(" ".join(own).split()):
            return own
        split = self.parts(text)
        agree = all(one in ("", part) for one, part in zip(own, split, strict=True))
        return split if agree else (Refusal("names_differ"),) * len(split)

    def parts(self, text: str) -> tuple[str, str, str]:
        """Family name, given name and patronymic of a full name, each judged."""
        family, given, patronymic = [*text.split(None, 2), "", "", ""][:3]
        if not given:
            family, given = "", family
        judges = self._parts
        return judges[0](family), judges[1](given), judges[2](patronymic)

    def _place(self, text: str) -> int | Refusal | None:
        if not text:
            return None
        if found := self.codes.get(text):
            return found
        name, _comma, above = text.partition(",")
        known = self.places.get(letters.place_key(name), {})
        wanted = letters.place_key(above)
        ids = [pk for pk, over in known.items() if not wanted or wanted in over]
        if len(ids) == 1:
            return ids[0]
        return Refusal("place_ambiguous" if ids else "place_unknown")


def _text_of(name: str) -> Callable[[str], str]:
    longest = _LENGTHS[name]

    def judge(text: str) -> str:
        if len(text) > longest:
            return Refusal("too_long")
        if "?" in text and _LOST.search(text):
            return Refusal("letters_lost")
        return Refusal("formula") if text.startswith(_FORMULA) else text

    return judge


def _word_of(words: Mapping[str, str], reason: str) -> Callable[[str], str]:
    def judge(text: str) -> str:
        return words.get(letters.search_key(text)) or Refusal(reason) if text else ""

    return judge


def _number(text: str) -> int | str:
    if not text:
        return ""
    return int(text) if text.isdecimal() and len(text) < 15 else Refusal("id_unknown")


def _choices(choices: Any) -> dict[str, str]:
    """Codes and labels in every language, folded, to the code."""
    found = {}
    for code, label in choices:
        found[letters.search_key(str(code))] = str(code)
        for language in ("ky", "ru", "en"):
            with translation.override(language):
                found[letters.search_key(str(label))] = str(code)
    return found


def _places() -> tuple[dict[str, dict[int, set[str]]], dict[str, int]]:
    """Municipalities by the key of a name (with the keys of what they are part of) and by code."""
    by_name: dict[str, dict[int, set[str]]] = {}
    by_code: dict[str, int] = {}
    for place in territories.municipalities().with_place():
        if place.soate is not None:
            by_code[place.soate] = place.pk
        over: set[str] = set()
        above = place.parent
        while above is not None:
            over |= {letters.place_key(above.name_ky), letters.place_key(above.name_ru)}
            above = above.parent
        for name in (place.name_ky, place.name_ru, place.name_en):
            by_name.setdefault(letters.place_key(name), {})[place.pk] = over
    return by_name, by_code


def _email(text: str) -> str:
    value = text.lower()
    if not value or (_EMAIL.fullmatch(value) and len(value) <= 254):
        return value
    return _normal(contacts.EMAIL, text)


def _phone(text: str) -> str:
    if not text:
        return ""
    match = _PHONE.fullmatch(text) or _PHONE.fullmatch(text.translate(_NOISE))
    return f"+996{match.group(1)}" if match else _normal(contacts.PHONE, text)


def _normal(channel: str, text: str) -> str:
    try:
        return contacts.normal(channel, text)
    except ContactMalformed:
        return Refusal(f"{channel}_malformed")
