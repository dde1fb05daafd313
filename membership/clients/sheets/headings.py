"""Where the headings of a spreadsheet stand: below a title, or on another sheet than the first."""

from itertools import islice
from typing import IO, NamedTuple

from membership.clients.sheets.words import guess
from portal.core import sheets

_LOOKED_AT = 10


class Headings(NamedTuple):
    """The row that names the most columns."""

    #: From none up.
    sheet: int
    #: From one up, as the program for spreadsheets numbers it.
    line: int
    cells: list[str]


def found(file: IO[bytes]) -> Headings:
    """The headings of a file; its first filled row where no heading is known.

    Raises:
        SheetUnreadable: the file cannot be read, or has no filled row at its beginning.
    """
    filled = [
        Headings(sheet, line, cells)
        for sheet, rows in enumerate(sheets.heads(file, at_most=_LOOKED_AT))
        for line, cells in enumerate(rows, start=1)
        if any(cells)
    ]
    file.seek(0)
    if not filled:
        raise sheets.SheetUnreadable("empty")
    return max(filled, key=lambda one: (len(guess(one.cells)), -one.sheet, -one.line))


def rows_below(file: IO[bytes], at: Headings) -> "islice[list[str]]":
    """What follows the headings."""
    return islice(sheets.rows(file, sheet=at.sheet), at.line, None)
