"""Rows for the bookkeeper as CSV or XLSX. No cell is ever a formula, whatever stands in it."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

#: What a spreadsheet takes for the beginning of a formula.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_csv(rows: Iterable[list[Any]]) -> bytes:
    """Semicolons and a mark of UTF-8, as spreadsheets here expect."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for place, row in enumerate(rows):
        writer.writerow([_text(cell, is_head=place == 0) for cell in row])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[list[Any]], title: str) -> bytes:
    """A book with one sheet; sums are numbers, days are days, all else is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value / 100 if isinstance(value, int) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, int):
                cell.number_format = "#,##0.00"
            cells.append(cell)
        sheet.append(cells)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _text(cell: Any, *, is_head: bool) -> str:
    if isinstance(cell, int):
        sign, whole = ("-", -cell) if cell < 0 else ("", cell)
        return f"{sign}{whole // 100},{whole % 100:02d}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    text = str(cell)
    return f"'{text}" if not is_head and text.startswith(_RISKY) else text
