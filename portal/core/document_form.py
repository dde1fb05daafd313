"""Documents that staff upload are judged by their content, whatever their name says."""

import zipfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from portal.core.uploads import MEGABYTE

LARGEST_MEGABYTES = 40
#: What must lie inside the archive that an office file is.
_INSIDE = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
}


class DocumentForm(BaseDocumentForm):
    """Wagtail's form, with a look into the file."""

    def clean_file(self) -> Any:
        """Refuse what is too large, is not what its name says, or brings programs along."""
        file = self.cleaned_data["file"]
        if hasattr(file, "content_type"):
            check(file)
        return file


def check(file: Any) -> None:
    """Raise ValidationError unless an uploaded ``file`` is the kind of paper its name says."""
    if file.size > LARGEST_MEGABYTES * MEGABYTE:
        raise ValidationError(
            _("The file is larger than %(size)s MB. Choose a smaller one."),
            params={"size": LARGEST_MEGABYTES},
            code="too_large",
        )
    kind = Path(file.name).suffix.lower().lstrip(".")
    file.seek(0)
    fits = file.read(5) == b"%PDF-" if kind == "pdf" else _is_office_paper(file, kind)
    file.seek(0)
    if not fits:
        raise ValidationError(
            _("The content of this file is not what its name says, or it holds macros."),
            code="wrong_type",
        )


def _is_office_paper(file: Any, kind: str) -> bool:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return _INSIDE.get(kind) in names and not any("vbaproject" in one.lower() for one in names)
