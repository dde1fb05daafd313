"""Small real files for sample content: a document, a sheet, slides."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import typst
from django.core.files.base import ContentFile
from openpyxl import Workbook
from openpyxl.styles import Font
from wagtail.documents import get_document_model
from wagtail.models import Collection

from portal.core import ornament

_FONTS = Path(ornament.__file__).parent / "fonts"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""


def kept(title: str, name: str, content: bytes) -> Any:
    """The content as a document of the site."""
    root = Collection.get_first_root_node()
    document = get_document_model()(title=title, collection=root)
    document.file.save(name, ContentFile(content), save=False)
    document.file_size = len(content)
    document.save()
    return document


def paper(title: str, paragraphs: Sequence[str]) -> bytes:
    """A text document (DOCX) with a heading."""
    body = _paragraph(title, "<w:rPr><w:b/><w:sz w:val='32'/></w:rPr>")
    body += "".join(_paragraph(text) for text in paragraphs)
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_WORD}">'
    document += f"<w:body>{body}</w:body></w:document>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
    return target.getvalue()


def _paragraph(text: str, look: str = "") -> str:
    return f"<w:p><w:r>{look}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"


def sheet(rows: Sequence[Sequence[str | int]]) -> bytes:
    """A spreadsheet (XLSX); the first row is the head."""
    book = Workbook()
    page = book.active
    for row in rows:
        page.append(list(row))
    for cell in page[1]:
        cell.font = Font(bold=True)
        page.column_dimensions[cell.column_letter].width = 28
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def slides(pages: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """Slides (PDF), each with a heading and a few lines."""
    source = '#set page(width: 25.4cm, height: 14.3cm, margin: 1.6cm, fill: rgb("#faf7f0"))\n'
    source += '#set text(font: "Literata", size: 22pt)\n'
    drawn = []
    for heading, lines in pages:
        points = "\n".join(f"- #{_quoted(line)}" for line in lines)
        drawn.append(f"#text(size: 34pt, weight: 600)[#{_quoted(heading)}]\n\n{points}")
    written: Any = (source + "\n#pagebreak()\n".join(drawn)).encode()
    pdf: bytes = typst.compile(
        written,
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
    )
    return pdf


def _quoted(text: str) -> str:
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"'
