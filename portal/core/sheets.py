"""Spreadsheets from people and for people, a row at a time, whatever their size.

Reading: XLSX and CSV, judged by content; UTF-8, UTF-16 and the old encodings of Cyrillic, told by
their letters or refused; limits on bytes, what a ZIP unpacks to, rows (empty ones too), the size of
a row, columns and the length of a cell. Every cell becomes text; of a formula the value last
computed is read. Writing: everything is text, so nothing a person typed is a formula.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time
from itertools import chain, islice
from typing import IO, Any

import xlsxwriter

from portal.core import encodings, letters, uploads, workbooks
from portal.core.known import Known
from portal.core.workbooks import BROKEN, MOST_ROWS
from portal.core.workbooks import SheetUnreadable as SheetUnreadable

XLSX, CSV = "xlsx", "csv"
TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
MOST_BYTES = 40 * uploads.MEGABYTE
MOST_COLUMNS = 60
#: A sheet of any program ends there; a row of XML may give itself a higher number.
_LAST_ROW = 1_048_576
_LONGEST_CELL = 2000
_HEAD = 512
#: How papers, pages and pictures begin, whatever they are named.
_OTHERS = (b"%pdf", b"<", b"{\\rtf", b"\x89png", b"\xff\xd8\xff", b"gif8")
#: Nobody keeps a list of people behind more sheets than that.
_MOST_SHEETS = 10
_BLOCK = 1 << 16
#: Lines at the head of a CSV that tell what parts its cells.
_LOOKED_AT = 10
#: So many separators in a cell with lines of its own are hardly meant.
_PARTED = 2
#: What a program for spreadsheets would take for a formula at the beginning of a cell of CSV.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def kind_of(file: IO[bytes]) -> str:
    """``xlsx`` or ``csv``.

    Raises:
        SheetUnreadable: ``too_large``, ``bomb``, ``old_excel`` or ``not_a_sheet``.
    """
    file.seek(0, io.SEEK_END)
    if file.tell() > MOST_BYTES:
        raise SheetUnreadable("too_large")
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if head[:4] == b"PK\x03\x04":
        workbooks.check(file)
        return XLSX
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetUnreadable("old_excel")
    if not head.strip():
        raise SheetUnreadable("empty")
    if head.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_OTHERS):
        raise SheetUnreadable("not_a_sheet")
    return CSV


def has_merged_cells(file: IO[bytes], *, sheet: int = 0) -> bool:
    """Whether cells of an XLSX are joined: only the first of them has the text."""
    with closing(workbooks.opened(file)) as book, book.worksheets[sheet].source() as part:
        tail = b""
        while block := part.read(_BLOCK):
            if b"<mergeCell " in tail + block:
                return True
            tail = block[-12:]
    return False


def heads(file: IO[bytes], *, at_most: int) -> list[list[list[str]]]:
    """The first rows of each sheet; a CSV is one sheet.

    Raises:
        SheetUnreadable: as ``rows``.
    """
    if kind_of(file) == CSV:
        return [list(islice(rows(file), at_most))]
    try:
        with closing(workbooks.opened(file)) as book:
            looked_at = book.worksheets[:_MOST_SHEETS]
            return [list(islice(_rows_of(sheet), at_most)) for sheet in looked_at]
    except BROKEN as error:
        raise SheetUnreadable("not_a_sheet") from error


def every_row(file: IO[bytes]) -> Iterator[list[str]]:
    """The rows of all sheets one after another, without regard to the limits on rows and columns.

    Raises:
        SheetUnreadable: as ``rows``.
    """
    if kind_of(file) == CSV:
        yield from _from_csv(file)
        return
    try:
        with closing(workbooks.opened(file)) as book:
            for sheet in book.worksheets:
                yield from _rows_of(sheet)
    except BROKEN as error:
        raise SheetUnreadable("not_a_sheet") from error


def rows(file: IO[bytes], *, at_most: int = MOST_ROWS, sheet: int = 0) -> Iterator[list[str]]:
    """The rows of one sheet as text, one at a time; the empty ones too.

    Raises:
        SheetUnreadable: with the codes of ``kind_of``, or ``too_many_rows``, ``too_many_columns``,
            ``quotes``, ``cell_too_long``, ``encoding``, ``empty``.
    """
    source = _from_xlsx(file, sheet) if kind_of(file) == XLSX else _from_csv(file)
    number = 0
    try:
        for number, row in enumerate(source, start=1):
            if number > at_most:
                raise SheetUnreadable("too_many_rows")
            if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
                raise SheetUnreadable("too_many_columns")
            yield row if len(row) <= MOST_COLUMNS else row[:MOST_COLUMNS]
    except BROKEN as error:
        raise SheetUnreadable("not_a_sheet") from error
    if not number:
        raise SheetUnreadable("empty")


def _from_xlsx(file: IO[bytes], at: int) -> Iterator[list[str]]:
    with closing(workbooks.opened(file)) as book:
        yield from _rows_of(book.worksheets[at])


def _rows_of(sheet: Any) -> Iterator[list[str]]:
    words = Known(_tidy)
    sheet.reset_dimensions()
    cells = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
    for number, row in enumerate(cells, start=1):
        if number > _LAST_ROW:
            raise SheetUnreadable("too_many_rows")
        width = next((n for n in range(len(row), 0, -1) if row[n - 1] is not None), 0)
        yield [words[cell] if isinstance(cell, str) else _typed(cell) for cell in row[:width]]


def _typed(cell: Any) -> str:
    """Numbers and days as they would be typed: a phone is no decimal fraction."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)[:_LONGEST_CELL]


def _tidy(cell: str) -> str:
    return letters.tidy(cell).strip()[:_LONGEST_CELL]


def _from_csv(file: IO[bytes]) -> Iterator[list[str]]:
    encoding = _encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        separator = _separator([text.readline(_BLOCK) for _line in range(_LOOKED_AT)])
        text.seek(0)
        words = Known(_cell)
        for row in _rows_of_csv(text, separator):
            # Addresses and numbers are plain ASCII and do not repeat; there may be millions.
            yield [
                cell.strip()[:_LONGEST_CELL] if cell.isascii() and "'" not in cell else words[cell]
                for cell in row
            ]
    except UnicodeDecodeError as error:
        raise SheetUnreadable("encoding") from error
    finally:
        if not file.closed:
            text.detach()


def _rows_of_csv(text: Iterable[str], separator: str) -> Iterator[list[str]]:
    ended: list[bool] = []
    reader = csv.reader(chain(text, _end(ended)), delimiter=separator)
    began, width = 1, 0
    try:
        for row in reader:
            line, many = reader.line_num, len(row)
            # Asked for a line more than there are, the row is still open.
            if ended or (line > began and _has_swallowed(row, separator, width)):
                raise SheetUnreadable("quotes", began)
            yield row
            began = line + 1
            if many > width:
                width = many
    except csv.Error as error:
        code = "quotes" if reader.line_num > began else "cell_too_long"
        raise SheetUnreadable(code, began) from error


def _has_swallowed(row: Sequence[str], separator: str, width: int) -> bool:
    """Whether a quote was closed lines later: a cell goes on with the columns that follow it."""
    for place, cell in enumerate(row):
        first, broken, _rest = cell.partition("\n")
        parted = first.count(separator) if broken else 0
        if parted >= _PARTED and place + parted == width - 1:
            return True
    return False


def _end(ended: list[bool]) -> Iterator[str]:
    """No line: only notes that one was asked for."""
    ended.append(True)
    yield from ()


def _separator(lines: Sequence[str]) -> str:
    """What parts most of the lines, and parts them evenly: a title above the headings has none."""

    def parting(sign: str) -> tuple[int, int]:
        counts = [count for line in lines if (count := line.count(sign))]
        return len(counts), -len(set(counts))

    return max(";,\t|", key=parting)


def _encoding(file: IO[bytes]) -> str:
    """By its mark, else UTF-8 if it is, else an old one that its letters speak for.

    Raises:
        SheetUnreadable: ``not_a_sheet``; ``encoding`` where the letters speak for none.
    """
    head = file.read(4)
    file.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder, is_utf8 = codecs.getincrementaldecoder("utf-8-sig")(), True
    words, many = list[bytes](), 0
    while block := file.read(_BLOCK):
        if b"\x00" in block:
            raise SheetUnreadable("not_a_sheet")
        is_utf8 = is_utf8 and _goes_on(decoder, block)
        if many < encodings.ENOUGH:
            found = encodings.runs(block)
            words += found
            many += sum(map(len, found))
        elif not is_utf8:
            break
    if is_utf8 and _goes_on(decoder, b"", final=True):
        return "utf-8-sig"
    encoding = encodings.told(words)
    if encoding is None:
        raise SheetUnreadable("encoding")
    return encoding


def _goes_on(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _cell(cell: str) -> str:
    text = letters.tidy(cell).strip()
    if text[:1] == "'" and text[1:2] in _FORMULA:
        text = text[1:]
    return text[:_LONGEST_CELL]


def write_xlsx(target: IO[bytes], head: Sequence[str], lines: Iterable[Sequence[str]]) -> int:
    """Write rows of text; returns how many. A row leaves the memory as the next one comes."""
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for column, text in enumerate(head):
        sheet.write_string(0, column, _clean(text), bold)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line):
            if text:
                sheet.write_string(number, column, _clean(text))
    book.close()
    return number


def write_csv(target: IO[bytes], head: Sequence[str], lines: Iterable[Sequence[str]]) -> int:
    """Write rows as CSV with semicolons and a mark of UTF-8, as Excel opens it; returns how many.

    What would be a formula gets an apostrophe before it, which ``rows`` takes away again.
    """
    stream = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(head)
    number = 0
    for line in lines:
        writer.writerow([_escaped(_clean(text)) for text in line])
        number += 1
    stream.detach()
    return number


def _escaped(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _clean(text: str) -> str:
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")
