"""Lists of people as spreadsheets: a paper list typed off, and lists for staff to take away."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from portal.core import contacts, letters, sheets
from portal.core.contacts import ContactMalformed
from portal.events.errors import SheetTooLong, SheetUnreadable
from portal.events.models import Registration

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 2000
#: So many rows at the top may stand before the headings end.
_LOOKED_AT = 10
_SAMPLE = 60
#: A cell with so many is a phone, and its row is a person.
_DIGITS = 7
#: A name may stand in one column or in three; the parts are joined in this order.
_PARTS_OF_NAME = ("surname", "given", "patronymic")
#: How headings begin, folded; the first that fits decides. A blank at the end closes a word.
_HEADINGS = {
    "name": (
        "аты жону",
        "фио",
        "ф и о",
        "фамилия имя",
        "участник",
        "слушател",
        "катышуучу",
        "тыңдоочу",
        "тындоочу",
        "name",
    ),
    "surname": ("фамилия", "last name"),
    "given": ("имя", "аты", "first name"),
    "patronymic": ("отчество", "атасынын аты"),
    "phone": ("телефон", "тел ", "моб", "сот ", "сотов", "phone", "номер", "уюлдук"),
    "email": (
        "электрон",
        "эл почта",
        "эл адрес",
        "эл дарек",
        "эл дарег",
        "почта",
        "email",
        "e mail",
        "mail",
        "дарек",
    ),
    "organisation": ("уюм", "организация", "место работы", "кызмат", "должность", "organi"),
}
#: Words anywhere in a heading: "Контактный телефон".
_WITHIN = {
    "phone": ("телефон", "тел ", "моб", "сотов", "phone"),
    "email": ("электрон", "почта", "почтасы", "email", "mail"),
    "organisation": ("уюм", "организац", "место работы", "кызмат", "должност"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a paper list, contacts in their normal spelling."""

    number: int
    name: str
    phone: str = ""
    email: str = ""
    organisation: str = ""
    #: ``phone`` or ``email`` when nobody could be reached at what was written there.
    malformed: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain values, to be kept until the preview is confirmed."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Compared:
    """A line, and what will be done with it.

    ``verdict``: ``known`` (on the roll), ``new``, ``new_without_contact``, ``twice`` (an earlier
    line is the same person), ``wrong`` (no name, or a contact nobody could be reached at).
    """

    row: Row
    verdict: str
    registration_id: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether the person is added to the roll."""
        return self.verdict.startswith("new")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read from a file, and the headings of the columns nothing was taken from."""

    rows: list[Row]
    unused: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in a file: the headings, and below them the lines with their numbers."""

    header: list[str]
    lines: list[tuple[int, list[str]]]

    @property
    def columns(self) -> dict[str, int]:
        """Field to the place of its column, as far as the headings are understood."""
        return _columns(self.header)

    @property
    def names_people(self) -> bool:
        """Whether a heading is understood under which names stand."""
        return _names_people(self.header)

    @property
    def samples(self) -> list[str]:
        """By column what stands first in it."""
        width = max((len(cells) for _n, cells in self.lines), default=0)
        across = zip_longest(*(cells for _n, cells in self.lines[:_LOOKED_AT]), fillvalue="")
        firsts = [next(filter(None, column), "")[:_SAMPLE] for column in across]
        return (firsts + [""] * max(width, len(self.header)))[: max(width, len(self.header))]


def read(file: Any) -> list[Row]:
    """The people of an uploaded file; raises as ``opened`` does."""
    return opened(file).rows


def opened(file: Any) -> Sheet:
    """The people of an uploaded XLSX or CSV file, and what was left aside.

    Raises:
        SheetTooLong: it has more lines than one list may have.
        SheetUnreadable: it is neither, is too large, or no column is called "name" or the like.
    """
    table = table_of(file)
    if not table.names_people:
        raise SheetUnreadable
    return people_of(table, table.columns)


def table_of(file: Any) -> Table:
    """The headings and the lines of a file, whatever its columns are called.

    Raises:
        SheetTooLong: it has more lines than one list may have.
        SheetUnreadable: it is no spreadsheet, or is too large.
    """
    if file.size > MOST_BYTES:
        raise SheetUnreadable
    rows = list(enumerate(_rows(file), start=1))
    lines = [(number, cells) for number, cells in rows if any(cells)]
    at = _place_of_headings([cells for number, cells in lines if number <= _LOOKED_AT])
    table = Table(lines[at][1], lines[at + 1 :]) if at is not None else Table([], lines)
    if len(table.lines) > MOST_ROWS:
        raise SheetTooLong
    return table


def _place_of_headings(tops: Sequence[Sequence[str]]) -> int | None:
    """The row that names people and the most columns; else the first of the widest rows.

    None when that is a person already: the list has no headings.
    """
    # A title above may name people too: "Participants of the seminar".
    if naming := [n for n, cells in enumerate(tops) if _names_people(cells)]:
        return max(naming, key=lambda n: len(_columns(tops[n])))
    if not tops:
        return None
    widest = max(range(len(tops)), key=lambda n: (sum(map(bool, tops[n])), -n))
    return None if any(map(_is_contact, tops[widest])) else widest


def _is_contact(cell: str) -> bool:
    return "@" in cell or sum(sign.isdecimal() for sign in cell) >= _DIGITS


def people_of(table: Table, columns: Mapping[str, int]) -> Sheet:
    """The people of a table, and the headings of columns nothing is taken from.

    Args:
        columns: field to the place of its column.
    """
    return Sheet(
        rows=[_row(number, cells, columns) for number, cells in table.lines],
        unused=_unused(table.header, [cells for _n, cells in table.lines], set(columns.values())),
    )


def too_long() -> str:
    """What to do with a file that has too many lines."""
    return gettext("The list has more than %(most)s people. Part it into several files.") % {
        "most": MOST_ROWS
    }


def unreadable(error: Exception) -> str:
    """What to do with a file that cannot be read."""
    if "encoding" in error.args:
        return gettext(
            "It cannot be told in which encoding the letters of this file are. Save it as XLSX or "
            "as CSV in UTF-8."
        )
    return gettext(
        "This file cannot be read. It must be XLSX or CSV, up to 5 MB, and its first line must "
        "name a column “name”."
    )


def _rows(file: Any) -> list[list[str]]:
    try:
        return [[cell[:250] for cell in row] for row in sheets.rows(file, at_most=3 * MOST_ROWS)]
    except sheets.SheetUnreadable as error:
        if error.code == "too_many_rows":
            raise SheetTooLong from error
        raise SheetUnreadable(str(error)) from error


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Field to the place of its column: by how a heading begins, else by a word within it."""
    headings = [f"{letters.search_key(cell)} " for cell in cells]
    found: dict[str, int] = {}
    for words_of, fits in ((_HEADINGS, _begins), (_WITHIN, _has)):
        for place, heading in enumerate(headings):
            if place in found.values():
                continue
            field = next((one for one, words in words_of.items()
                          if one not in found and fits(heading, words)), None)  # fmt: skip
            if field:
                found[field] = place
    return found


def _begins(heading: str, words: tuple[str, ...]) -> bool:
    return heading.startswith(words)


def _has(heading: str, words: tuple[str, ...]) -> bool:
    return any(f" {word}" in heading for word in words)


def _names_people(cells: Sequence[str]) -> bool:
    return not {"name", "surname", "given"}.isdisjoint(_columns(cells))


def _unused(head: Sequence[str], body: Sequence[Sequence[str]], used: set[int]) -> list[str]:
    """Headings over something; the numbers of the lines are nothing to take."""
    return [
        heading
        for place, heading in enumerate(head)
        if place not in used
        and letters.search_key(heading) not in {"", "п п", "no"}
        and any(cells[place] for cells in body if place < len(cells))
    ]


def _row(number: int, cells: Sequence[str], columns: Mapping[str, int]) -> Row:
    written = {
        field: cells[place] if place < len(cells) else "" for field, place in columns.items()
    }
    parts = [written.pop(part, "") for part in _PARTS_OF_NAME]
    written["name"] = written.get("name") or " ".join(filter(None, parts))[:250]
    malformed = ""
    for channel in (contacts.PHONE, contacts.EMAIL):
        if value := written.get(channel, ""):
            try:
                written[channel] = contacts.normal(channel, value)
            except ContactMalformed:
                malformed = channel
    return Row(number=number, malformed=malformed, **written)


def in_order_of_trust(registrations: Iterable[Registration]) -> list[Registration]:
    """Standing registrations before cancelled ones: somebody may have both."""
    return sorted(registrations, key=lambda one: (one.state == "cancelled", one.pk))


def compared(rows: Iterable[Row], registrations: Sequence[Registration]) -> list[Compared]:
    """What taking over ``rows`` would do. By phone first, then by e-mail, then by name alone.

    Offices share phones and mailboxes: a contact decides only when a word of the name fits too. A
    name alone decides only when one registration has it.
    """
    seen: set[tuple[str, str, str] | int] = set()
    verdicts = []
    for row in rows:
        key = letters.spoken_key(row.name)
        if not key or row.malformed:
            verdicts.append(Compared(row, "wrong"))
            continue
        found = _match(row, set(key.split()), registrations)
        mark: tuple[str, str, str] | int = found.pk if found else (key, row.phone, row.email)
        if mark in seen:
            verdicts.append(Compared(row, "twice"))
            continue
        seen.add(mark)
        if found:
            verdicts.append(Compared(row, "known", found.pk))
        else:
            has_contact = bool(row.phone or row.email)
            verdicts.append(Compared(row, "new" if has_contact else "new_without_contact"))
    return verdicts


def _match(row: Row, words: set[str], registrations: Sequence[Registration]) -> Registration | None:
    for channel in (contacts.PHONE, contacts.EMAIL):
        value = getattr(row, channel)
        for one in registrations:
            if value and getattr(one, channel) == value and words & set(one.name_key.split()):
                return one
    namesakes = [one for one in registrations if set(one.name_key.split()) == words]
    if len(namesakes) != 1:
        return None
    other = namesakes[0]
    differs = row.phone and other.phone and row.phone != other.phone
    return None if differs else other


def written(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """An XLSX file in which everything is text: no cell is a formula, whatever people typed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [headings, *rows]:
        sheet.append([_cell(sheet, value) for value in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(sheet: Any, value: str) -> WriteOnlyCell:
    clean = "".join(sign for sign in value if sign >= " " or sign in "\n\t")
    cell = WriteOnlyCell(sheet, value=clean)
    cell.data_type = "s"
    cell.quotePrefix = clean[:1] in {"=", "+", "-", "@", "\t"}
    return cell
