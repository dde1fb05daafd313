"""The form by which staff put documents into the library of files."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm

from portal.core import office_files, uploads

LARGEST_MEGABYTES = 40


class CheckedDocumentForm(BaseDocumentForm):
    """Refuses a file that is not what its name says, or that carries macros."""

    def clean_file(self) -> Any:
        """The file, when its content is of a kind the library keeps."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            uploads.check_size(file, megabytes=LARGEST_MEGABYTES)
            office_files.check(file, kinds=frozenset(office_files.TYPES), name=file.name)
        return file
