"""Editable office files, judged by what is in them: a DOCX is a ZIP with a Word document inside."""

import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core import uploads

DOCX, XLSX, PPTX, ODT, PDF = "docx", "xlsx", "pptx", "odt", "pdf"
TYPES = {
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ODT: "application/vnd.oasis.opendocument.text",
    PDF: "application/pdf",
}
#: The part that only this kind of file has.
_HEARTS = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml", PPTX: "ppt/presentation.xml"}
_MOST_PARTS = 5000
#: What a file may grow to when it is unpacked.
_UNPACKED_BYTES = 200 * uploads.MEGABYTE


def kind_of(file: Any) -> str:
    """``docx``, ``xlsx``, ``pptx``, ``odt`` or ``pdf`` by content; empty for anything else.

    Files with macros, and archives that unpack to something huge, are nothing we know.
    """
    if uploads.content_type(file) in uploads.PAPERS:
        return PDF
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _kind_of_archive(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return ""
    finally:
        file.seek(0)


def _kind_of_archive(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _UNPACKED_BYTES:
        return ""
    if any(name.rsplit("/", 1)[-1].lower() == "vbaproject.bin" for name in names):
        return ""
    if "mimetype" in names:
        declared = archive.read("mimetype").decode("ascii", "ignore").strip()
        return ODT if declared == TYPES[ODT] else ""
    if "[Content_Types].xml" not in names:
        return ""
    return next((kind for kind, heart in _HEARTS.items() if heart in names), "")


def check(file: Any, *, kinds: frozenset[str], name: str) -> None:
    """Refuse a file whose content is none of ``kinds`` or is not what its name says.

    Raises:
        ValidationError: with words for the person who chose the file.
    """
    kind = kind_of(file)
    if kind not in kinds:
        raise ValidationError(
            _("This file cannot be accepted. Send one without macros, of these kinds: %(kinds)s."),
            params={"kinds": ", ".join(sorted(kinds)).upper()},
            code="wrong_type",
        )
    if not name.lower().endswith(f".{kind}"):
        raise ValidationError(
            _("The name of the file does not fit its content: inside it is %(kind)s."),
            params={"kind": kind.upper()},
            code="wrong_name",
        )
