"""Papers to take away."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock


class DocumentListBlock(StructBlock):
    """Documents with their kind and size, so that nobody is surprised by a download."""

    title = CharBlock(label=_("Heading"), required=False, max_length=120)
    documents = ListBlock(
        DocumentChooserBlock(label=_("Document")), label=_("Documents"), min_num=1
    )

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        template = "core/blocks/documents.html"
        preview_template = "core/blocks/documents_preview.html"
        description = _("Files to take away, with their kind and size")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        files = [
            {
                "name": document.title,
                "url": document.url,
                "kind": document.file_extension,
                "bytes": document.file_size or 0,
            }
            for document in value["documents"]
            if document is not None
        ]
        return {**context, "files": files}
