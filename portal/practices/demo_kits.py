"""Sample kits: editable files made from the sample practices themselves."""

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import yaml
from django.core.files.base import ContentFile
from django.utils import translation
from openpyxl.styles import Alignment, Font
from wagtail.documents import get_document_model

from portal.practices.models import Cost, KitFile

_WORDS = Path(__file__).parent / "demo" / "kit" / "words.yaml"


def files_of(sample: dict[str, Any], language: str) -> list[KitFile]:
    """The files a sample practice names under ``kit``, in ``language``."""
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))[language]
    return [_file(kind, words, sample, language) for kind in sample.get("kit", [])]


def _file(kind: str, words: dict[str, Any], sample: dict[str, Any], language: str) -> KitFile:
    content, ending = _MAKERS[KitFile.Kind(kind)](words, sample, language)
    title = words["titles"][kind]
    file = ContentFile(content, name=f"{sample['slug']}-{kind}-{language}.{ending}")
    document = get_document_model().objects.create(title=title, file=file)
    document.get_file_size()  # kept with the document from now on
    return KitFile(kind=kind, title=title, document=document)


def _resolution(words: dict[str, Any], sample: dict[str, Any], language: str) -> tuple[bytes, str]:
    said, paper = words["resolution"], docx.Document()
    paper.add_paragraph(said["body"])
    paper.add_heading(said["head"], level=1)
    paper.add_paragraph(said["date"])
    paper.add_heading(said["subject"], level=2)
    paper.add_paragraph(said["law"])
    for point in said["points"]:
        paper.add_paragraph(_filled(point, sample, language), style="List Number")
    paper.add_paragraph(said["sign"])
    return _saved(paper, words, sample, language), "docx"


def _contract(words: dict[str, Any], sample: dict[str, Any], language: str) -> tuple[bytes, str]:
    said, paper = words["contract"], docx.Document()
    paper.add_heading(said["head"], level=1)
    paper.add_paragraph(said["parties"])
    for point in said["points"]:
        paper.add_paragraph(_filled(point, sample, language), style="List Number")
    paper.add_paragraph(said["sign"])
    return _saved(paper, words, sample, language), "docx"


def _checklist(words: dict[str, Any], sample: dict[str, Any], language: str) -> tuple[bytes, str]:
    said, paper = words["checklist"], docx.Document()
    paper.add_heading(said["head"], level=1)
    for step in sample["steps"]:
        paper.add_paragraph(f"☐ {step['what'][language]}")
        paper.add_paragraph(f"{said['who'].format(who=step['who'][language])}. {said['when']}")
    return _saved(paper, words, sample, language), "docx"


def _estimate(words: dict[str, Any], sample: dict[str, Any], language: str) -> tuple[bytes, str]:
    said, book = words["estimate"], openpyxl.Workbook()
    sheet = book.active
    sheet.title = said["head"]
    sheet.append([_note(words, sample, language)])
    sheet.append(said["columns"])
    for place, cost in enumerate(sample["costs"], start=1):
        source = _source(cost["source"], language)
        sheet.append([place, cost["note"][language], source, cost["amount_som"], None])
    last = sheet.max_row
    sheet.append([None, said["total"], None, f"=SUM(D3:D{last})", f"=SUM(E3:E{last})"])
    for row in (2, sheet.max_row):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    sheet.merge_cells("A1:E1")
    sheet["A1"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[1].height = 48
    for column, width in zip("ABCDE", (5, 48, 26, 22, 20), strict=True):
        sheet.column_dimensions[column].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), "xlsx"


_MAKERS = {
    KitFile.Kind.RESOLUTION: _resolution,
    KitFile.Kind.ESTIMATE: _estimate,
    KitFile.Kind.CONTRACT: _contract,
    KitFile.Kind.CHECKLIST: _checklist,
}


def _filled(point: str, sample: dict[str, Any], language: str) -> str:
    sources = dict.fromkeys(_source(cost["source"], language) for cost in sample["costs"])
    aim = " ".join(sample["texts"][language]["aim"].split())
    return point.format(aim=aim, sources=", ".join(name.lower() for name in sources))


def _source(source: str, language: str) -> str:
    with translation.override(language):
        return str(Cost.Source(source).label)


def _note(words: dict[str, Any], sample: dict[str, Any], language: str) -> str:
    return str(words["sample"]).format(title=sample["texts"][language]["title"])


def _saved(paper: Any, words: dict[str, Any], sample: dict[str, Any], language: str) -> bytes:
    paper.add_paragraph(_note(words, sample, language))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
