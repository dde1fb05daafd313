"""What the columns are called and why a line is refused, in words."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.core import languages, letters


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet."""

    label: Any
    #: Headings, folded, by which it is known; the first word that fits decides.
    known_as: tuple[str, ...] = ()
    is_personal: bool = True
    #: Whether a sheet that comes in may fill it.
    comes_in: bool = True
    #: Said under such a column of a sheet.
    told: Any = ""


COLUMNS = {
    "id": Column(_("Card No."), ("id", "no", "card no", "карточка", "карта"), False),
    "family_name": Column(
        capfirst(_("family name")), ("фамилия", "family name", "surname", "фамилиясы")
    ),
    "given_name": Column(
        capfirst(_("given name")), ("имя", "аты", "given name", "first name", "ысымы")
    ),
    "patronymic": Column(capfirst(_("patronymic")), ("отчество", "patronymic", "атасынын аты")),
    "full_name": Column(
        _("Full name"), ("фио", "ф и о", "аты жону", "аты жону", "full name", "name")
    ),
    "title": Column(
        _("Name of the organisation"),
        (
            "название организации",
            "уюмдун аталышы",
            "name of the organisation",
            "организация",
            "уюм",
        ),
        False,
    ),
    "position": Column(_("Position"), ("должность", "кызматы", "кызмат", "position"), False),
    "category": Column(_("Category"), ("категория", "category"), False),
    "language": Column(_("Language"), ("язык", "тил", "тили", "language"), False),
    "territory": Column(
        _("Municipality (code or name)"),
        (
            "муниципалитет",
            "код соате",
            "соате",
            "айыл аймак",
            "айылдык аймак",
            "municipality",
            "soate",
        ),
        False,
    ),
    "postal_code": Column(_("Postal code"), ("индекс", "почта индекси", "postal code")),
    "postal_address": Column(
        _("Postal address"), ("почтовый адрес", "адрес", "почта дареги", "дареги", "postal address")
    ),
    "email": Column(
        _("E-mail"),
        (
            "email",
            "e mail",
            "электронная почта",
            "почта",
            "эл почта",
            "электрондук",
            "эл дарек",
        ),
    ),
    "phone": Column(_("Phone"), ("телефон", "phone", "номер")),
    "tags": Column(
        _("Tags"),
        ("метки", "теги", "белгилер", "тегдер", "tags"),
        is_personal=False,
        told=_("Tags between commas are added to the card. None is made, none is taken off."),
    ),
    "portal": Column(_("Portal"), is_personal=False, comes_in=False),
    "magazine": Column(_("Magazine"), is_personal=False, comes_in=False),
    "place": Column(_("Place"), is_personal=False, comes_in=False),
    "created_at": Column(_("In the base since"), is_personal=False, comes_in=False),
}
_ONLY_OUT = _("This column only goes out: nothing that is changed in it is taken in.")
INCOMING = {name: column for name, column in COLUMNS.items() if column.comes_in}

REASONS = {
    "no_name": _("There is no name."),
    "names_differ": _("The full name says something else than the columns of its parts."),
    "too_long": _("A cell is longer than the field."),
    "formula": _("A cell begins like a formula."),
    "letters_lost": _(
        "Letters were lost when the file was saved: there are question marks in their place. Save "
        "it as XLSX or as CSV in UTF-8."
    ),
    "email_malformed": _("This is no e-mail address."),
    "phone_malformed": _("This is no phone number."),
    "category_unknown": _("There is no such category."),
    "language_unknown": _("There is no such language."),
    "place_unknown": _("There is no such municipality."),
    "place_ambiguous": _("Several municipalities have this name: write the SOATE code."),
    "id_unknown": _("There is no card with this number."),
    "twice": _("An earlier line is about the same client."),
    "two_cards": _("The e-mail and the phone lead to different cards."),
    "contact_elsewhere": _("The e-mail or the phone stands on another card."),
    "name_differs": _("The contact is on the card of somebody with another name."),
    "changed_since": _("The card was changed after the sheet was read."),
    "kind_differs": _("The card is of another kind: a person or an organisation."),
}

TROUBLES = {
    "too_large": _("The file is larger than 40 MB. Split it."),
    "bomb": _("Unpacked, this file is too large. Save only the sheet that is needed."),
    "old_excel": _("This is a file of an old Excel (XLS). Save it as XLSX or CSV."),
    "not_a_sheet": _("This file cannot be read. Save it as XLSX or CSV."),
    "encoding": _(
        "It cannot be told in which encoding the letters of this file are. Save it as XLSX or as "
        "CSV in UTF-8."
    ),
    "quotes": _(
        "Line %(line)s: a quotation mark is opened there and not closed, so that the lines after "
        "it are one cell. Mend the mark, or save the file as XLSX."
    ),
    "cell_too_long": _(
        "Line %(line)s: a cell is longer than 130 000 characters. Shorten it, or save the file as "
        "XLSX."
    ),
    "empty": _("The file is empty."),
    "too_many_rows": _("There are more than 200 000 lines. Split the file."),
    "too_many_columns": _("There are more than 60 columns. Keep those that are needed."),
    "no_columns": _("No column is named that could find or make a client."),
}


def trouble(told: str) -> str:
    """Why a file cannot be read; ``told`` is a code, with the line where one is known."""
    code, _blank, line = told.partition(" ")
    return str(TROUBLES[code]) % {"line": line}


@cache
def _labels_of(name: str) -> frozenset[str]:
    """The headings of a field, folded: our own exports come in each language of the site."""
    column = INCOMING[name]
    own = languages.in_each(column.label).values()
    return frozenset({*map(letters.search_key, own), *column.known_as})


@cache
def _told() -> dict[str, Any]:
    """By heading, folded, in each language: what is said under such a column of our own files."""
    found = {}
    for column in COLUMNS.values():
        told = column.told if column.comes_in else _ONLY_OUT
        own = languages.in_each(column.label).values()
        found.update({letters.search_key(word): told for word in (*own, *column.known_as)})
    return found


def told_under(heading: str) -> Any:
    """What there is to know of a column of our own files: that no edit counts, or how it does."""
    return _told().get(letters.search_key(heading), "")


def guess(header: list[str]) -> dict[str, str]:
    """Number of a column to the field its heading speaks of; each field once."""
    found: dict[str, str] = {}
    for exact in (True, False):
        for number, heading in enumerate(header):
            key = letters.search_key(heading)
            if str(number) in found or not key:
                continue
            for name in INCOMING:
                labels = _labels_of(name)
                fits = key in labels if exact else any(key.startswith(one) for one in labels)
                if fits and name not in found.values():
                    found[str(number)] = name
                    break
    return found
