"""The words of the papers of a material, for search."""

from functools import lru_cache
from typing import Any

from wagtail.documents import get_document_model

from portal.core import pdf_words
from portal.materials.models import MaterialPage


def words_of(material: MaterialPage) -> tuple[tuple[str, ...], str]:
    """The pages of its first PDF that everybody may open, and the address of the file."""
    for file in material.files.all():
        document = file.document
        if document.file_extension.lower() == "pdf" and not _is_closed(document):
            return _words(document.pk, document.get_file_hash()), document.url
    return (), ""


def _is_closed(document: Any) -> bool:
    return bool(document.collection.get_view_restrictions().exists())


@lru_cache(maxsize=64)
def _words(document_id: int, _file_hash: str) -> tuple[str, ...]:
    """A file is read once for as long as it stays the same: an entry is asked for often."""
    document = get_document_model().objects.get(pk=document_id)
    try:
        with document.open_file() as file:
            return pdf_words.pages_of(file.read())
    except OSError:
        return ()  # the row is there, the file is not: a restored copy without its media
