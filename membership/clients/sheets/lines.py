"""One line of a spreadsheet: its cells understood, checked, in their one spelling."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils import translation

from membership.clients import contacts
from membership.clients.errors import ContactMalformed
from membership.clients.models import Client
from portal.core import letters
from portal.core.audience import Category
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


@dataclass(slots=True)
class Line:
    """What a line says. ``values`` has only what is filled."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """A line with the name of an organisation and of nobody is an organisation."""
        is_body = "title" in self.values and not self.has_person
        return Client.Kind.ORGANISATION if is_body else Client.Kind.PERSON

    @property
    def has_person(self) -> bool:
        """Whether a person is named."""
        return "family_name" in self.values or "given_name" in self.values

    def keys(self) -> tuple[str, str, str]:
        """Name, search key, sort key."""
        return keys_of(self.kind, self.values)


def keys_of(kind: str, values: Mapping[str, Any]) -> tuple[str, str, str]:
    """What ``Client.fill_keys`` makes, a word at a time: names repeat."""
    parts = ("title",) if kind == "organisation" else ("family_name", "given_name", "patronymic")
    words = [text for name in parts if (text := values.get(name))]
    return (
        " ".join(words)[:250],
        " ".join(_spoken(text) for text in words)[:250],
        " ".join(_sorted(text) for text in words)[:250],
    )


@lru_cache(maxsize=60_000)
def _spoken(text: str) -> str:
    return letters.spoken_key(text)


@lru_cache(maxsize=60_000)
def _sorted(text: str) -> str:
    return letters.sort_key(text)


class Understanding:
    """Reads cells by a mapping of columns; knows the words for categories, languages, places."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.columns = sorted((int(number), name) for number, name in mapping.items() if name)
        self.categories = _choices(Category.choices)
        self.languages = _choices(Client.Language.choices)
        self.places, self.codes = _places()

    def line(self, number: int, cells: list[str]) -> Line:
        """The line, with the reasons why it cannot be taken."""
        line, width = Line(number), len(cells)
        for column, name in self.columns:
            text = cells[column] if column < width else ""
            if text:
                self._take(line, name, text)
        if not (line.has_person or "title" in line.values or "id" in line.values):
            line.reasons.append("no_name")
        if line.has_person:
            line.values.pop("title", None)
        return line

    def _take(self, line: Line, name: str, text: str) -> None:
        if name in _LENGTHS:
            self._take_text(line, name, text)
        elif name in {"email", "phone"}:
            value = _email(text) if name == "email" else _phone(text)
            self._put(line, name, value, f"{name}_malformed")
        elif name == "full_name":
            self._split(line, text)
        elif name == "territory":
            self._place(line, text)
        elif name == "id":
            number = int(text) if text.isdecimal() and len(text) < 15 else None
            self._put(line, "id", number, "id_unknown")
        else:
            words = self.categories if name == "category" else self.languages
            self._put(line, name, words.get(letters.search_key(text)), f"{name}_unknown")

    @staticmethod
    def _put(line: Line, name: str, value: Any, reason: str) -> None:
        if value is None:
            line.reasons.append(reason)
        else:
            line.values[name] = value

    @staticmethod
    def _take_text(line: Line, name: str, text: str) -> None:
        if len(text) > _LENGTHS[name]:
            line.reasons.append("too_long")
        elif text.startswith(_FORMULA):
            line.reasons.append("formula")
        else:
            line.values[name] = text

    def _split(self, line: Line, text: str) -> None:
        family, given, patronymic = [*text.split(None, 2), "", "", ""][:3]
        if not given:
            family, given = "", family
        for name, part in (
            ("family_name", family), ("given_name", given), ("patronymic", patronymic)
        ):  # fmt: skip
            if part and name not in line.values:
                self._take_text(line, name, part)

    def _place(self, line: Line, text: str) -> None:
        if found := self.codes.get(text):
            line.values["territory_id"] = found
            return
        name, _comma, above = text.partition(",")
        known = self.places.get(letters.place_key(name), {})
        wanted = letters.place_key(above)
        ids = [pk for pk, over in known.items() if not wanted or wanted in over]
        if len(ids) == 1:
            line.values["territory_id"] = ids[0]
        else:
            line.reasons.append("place_ambiguous" if ids else "place_unknown")


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


def _email(text: str) -> str | None:
    value = text.lower()
    if _EMAIL.fullmatch(value) and len(value) <= 254:
        return value
    return _normal(contacts.EMAIL, text)


def _phone(text: str) -> str | None:
    if match := _PHONE.fullmatch(text.translate(_NOISE)):
        return f"+996{match.group(1)}"
    return _normal(contacts.PHONE, text)


def _normal(channel: str, text: str) -> str | None:
    try:
        return contacts.normal(channel, text)
    except ContactMalformed:
        return None
