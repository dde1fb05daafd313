"""Where the headings of a spreadsheet stand: below a title, or on another sheet than the first."""

from itertools import islice, zip_longest
from typing import IO, NamedTuple

from membership.clients.sheets.words import guess
from portal.core import sheets

_LOOKED_AT = 10
_SAMPLE = 60


class Headings(NamedTuple):
    """The row that names the most columns."""

    #: From none up.
    sheet: int
    #: From one up, as the program for spreadsheets numbers it.
    line: int
    cells: list[str]
    #: What stands first under each of them, as far as the beginning of the sheet shows.
    samples: list[str]


def found(file: IO[bytes]) -> Headings:
    """The headings of a file; its first filled row where no heading is known.

    Raises:
        SheetUnreadable: the file cannot be read, or has no filled row at its beginning.
    """
    filled = [
        Headings(sheet, line, cells, _samples(len(cells), rows[line:]))
        for sheet, rows in enumerate(sheets.heads(file, at_most=_LOOKED_AT))
        for line, cells in enumerate(rows, start=1)
        if any(cells)
    ]
    file.seek(0)
    if not filled:
        raise sheets.SheetUnreadable("empty")
    return max(filled, key=lambda one: (len(guess(one.cells)), -one.sheet, -one.line))


def _samples(width: int, rows: list[list[str]]) -> list[str]:
    columns = zip_longest(*rows, fillvalue="")
    firsts = [next(filter(None, column), "")[:_SAMPLE] for column in columns]
    return [*firsts, *[""] * width][:width]


def rows_below(file: IO[bytes], at: Headings) -> "islice[list[str]]":
    """What follows the headings."""
    return islice(sheets.rows(file, sheet=at.sheet), at.line, None)
