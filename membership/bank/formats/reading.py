"""From an uploaded file to rows: which format it is, is told by what stands in it."""

import codecs
import re
from collections.abc import Mapping

from membership.bank.errors import FileRefused
from membership.bank.formats import camt, mt940, one_c, table
from membership.bank.formats.rows import MOST_BYTES, MOST_LINES, Sheet, with_checksums

_SAYS_DOS = "Кодировка=DOS".encode("cp866")
_MT940 = re.compile(r"^:20:|^\{1:|^:25:", re.MULTILINE)


def read(content: bytes, mapping: Mapping[str, str] | None = None) -> Sheet:
    """The statement in a file, its lines with checksums.

    Args:
        mapping: for tables, which heading holds which field; usual headings are known.

    Raises:
        FileRefused: it cannot be read, with the reason and the place.
    """
    if not content.strip():
        raise FileRefused("empty")
    if len(content) > MOST_BYTES:
        raise FileRefused("too_large")
    sheet = _sheet(content, mapping)
    if len(sheet.rows) + len(sheet.refused) > MOST_LINES:
        raise FileRefused("too_long")
    if not sheet.rows and not sheet.refused:
        raise FileRefused("no_lines")
    sheet.add_up()
    sheet.rows = list(with_checksums(sheet.rows, sheet.account))
    return sheet


def _sheet(content: bytes, mapping: Mapping[str, str] | None) -> Sheet:
    if content[:4] == b"PK\x03\x04":
        return table.read_xlsx(content, mapping)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return camt.read(content)
    text = _text(content)
    if text.startswith(one_c.HEAD):
        return one_c.read(text)
    if _MT940.search(text[:2000]):
        return mt940.read(text)
    if not any(mark in text for mark in ";,\t|"):
        raise FileRefused("unknown")
    return table.read_csv(text, mapping)


def _text(content: bytes) -> str:
    if content[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return _decoded(content, "utf-16")
    if b"\x00" in content:
        raise FileRefused("unknown")
    if _SAYS_DOS in content[:2000]:  # the standard of 1C names the encoding in the head
        return _decoded(content, "cp866")
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding).lstrip()
        except UnicodeDecodeError:
            continue
    raise FileRefused("encoding")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).lstrip()
    except UnicodeDecodeError as why:
        raise FileRefused("encoding") from why
