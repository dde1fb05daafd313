"""Workbooks of XLSX opened so that none of them fills the memory, however small it is packed."""

import re
import zipfile
from itertools import pairwise
from typing import IO, Any, cast

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.xml.constants import SHARED_STRINGS

from portal.core import uploads

MOST_UNPACKED = 400 * uploads.MEGABYTE
MOST_SHARED = 120 * uploads.MEGABYTE
#: Of whatever else a workbook has in XML: styles and the like are read as a whole.
MOST_BESIDE = uploads.MEGABYTE
MOST_ROWS = 200_000
#: Texts that a workbook keeps apart from its cells.
MOST_TEXTS = 1_000_000
#: Bytes of XML between the beginnings of two rows: a row stands in the memory as a whole.
MOST_OF_A_ROW = uploads.MEGABYTE
_MOST_PARTS = 2000
_LONGEST_MARK = 40
_SHEETS, _TEXTS, _MEDIA = "xl/worksheets/", "xl/sharedStrings.xml", "xl/media/"
_ROW = re.compile(rb"<(?:[^\s<>/:]{1,30}:)?(?:row|si)[\s>/]")
_BLOCK = 1 << 16
#: What a file that is damaged, or made to be, raises.
BROKEN = (
    zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError, AttributeError, OSError,
    SyntaxError, NotImplementedError, RuntimeError, EOFError,
)  # fmt: skip


class SheetUnreadable(Exception):
    """The file is no spreadsheet that can be taken; ``code`` says why.

    As a text it is the code, and the line of a CSV where that is known: ``quotes 17``.
    """

    def __init__(self, code: str, line: int | None = None) -> None:
        super().__init__(code if line is None else f"{code} {line}")
        self.code = code


def check(file: IO[bytes]) -> None:
    """Refuse what is no workbook, or one that is too large once it is unpacked.

    Raises:
        SheetUnreadable: ``not_a_sheet`` or ``bomb``.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except BROKEN as error:
        raise SheetUnreadable("not_a_sheet") from error
    finally:
        file.seek(0)
    sizes = {part.filename: part.file_size for part in parts}
    read_whole = (
        size for name, size in sizes.items() if not name.startswith((_SHEETS, _TEXTS, _MEDIA))
    )
    if (
        len(parts) > _MOST_PARTS
        or sum(sizes.values()) > MOST_UNPACKED
        or sizes.get(_TEXTS, 0) > MOST_SHARED
        or max(read_whole, default=0) > MOST_BESIDE
    ):
        raise SheetUnreadable("bomb")
    if "xl/workbook.xml" not in sizes:
        raise SheetUnreadable("not_a_sheet")


def _check_rows(archive: zipfile.ZipFile) -> None:
    """Some kilobytes may unpack to millions of empty rows, or to one row of millions of cells."""
    for name in archive.namelist():
        if name.startswith(_SHEETS):
            with archive.open(name) as part:
                _check_rows_of(part, MOST_ROWS, "too_many_rows")
        elif name == _TEXTS:
            with archive.open(name) as part:
                _check_rows_of(part, MOST_TEXTS, "bomb")


def _check_rows_of(part: IO[bytes], most: int, code: str) -> None:
    since, tail, number = 0, b"", 0
    while block := part.read(_BLOCK):
        text = tail + block
        ends = [found.start() for found in _ROW.finditer(text)]
        marks = [-since, *ends, len(text)]
        if max(after - before for before, after in pairwise(marks)) > MOST_OF_A_ROW:
            raise SheetUnreadable("bomb")
        tail = text[-_LONGEST_MARK:]
        # Rows without a cell weigh next to nothing in the file; in the memory each stays. Those in
        # the tail are found again.
        number += sum(end < len(text) - len(tail) for end in ends)
        if number > most:
            raise SheetUnreadable(code)
        since = len(text) - marks[-2] - len(tail)


class Sheet(ReadOnlyWorksheet):
    """A sheet whose size nobody asks for: unwritten, it is found by going through all rows."""

    def _get_size(self) -> None:
        """Leave it open."""

    def source(self) -> IO[bytes]:
        """Its XML."""
        return cast(IO[bytes], self._get_source())


def opened(file: IO[bytes]) -> Any:
    """The sheets of a workbook, without whatever else it has."""
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    _check_rows(reader.archive)
    reader.read_manifest()
    texts = reader.package.find(SHARED_STRINGS)
    if texts is not None and texts.PartName != f"/{_TEXTS}":
        raise SheetUnreadable("not_a_sheet")
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    reader.wb._sheets = [
        Sheet(reader.wb, sheet.name, part.target, reader.shared_strings)
        for sheet, part in reader.parser.find_sheets()
        if part.target in reader.valid_files and part.target.startswith(_SHEETS)
    ]
    return reader.wb
