"""Where to go from a text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StructBlock, TextBlock, URLBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page


def in_language(pages: list[Any], language: str) -> list[Any]:
    """Published public pages as their own types, each as its twin in ``language`` if there is one.

    A text copied for its translation thus leads to the pages of its own language.
    """
    keys = [page.translation_key for page in pages if page is not None]
    known = Page.objects.live().public().filter(translation_key__in=keys)
    found = list(known.select_related("locale").specific(defer=False)) if keys else []
    by_key: dict[Any, Any] = {}
    wanted = {page.pk for page in pages if page is not None}
    for one in found:
        is_mine = one.locale.language_code == language
        if is_mine or (one.pk in wanted and one.translation_key not in by_key):
            by_key[one.translation_key] = one
    return [by_key[key] for key in dict.fromkeys(keys) if key in by_key]


class CallToActionBlock(StructBlock):
    """One thing to do next, as a button."""

    title = CharBlock(label=_("Invitation"), max_length=120)
    text = TextBlock(label=_("In a sentence"), required=False, max_length=300, rows=2)
    button = CharBlock(
        label=_("Button"), max_length=60, help_text=_("Begins with a verb: “Send your practice”.")
    )
    page = PageChooserBlock(label=_("Page"), required=False)
    address = URLBlock(
        label=_("Address"), required=False, help_text=_("Of another site, when no page is chosen.")
    )

    class Meta:
        icon = "redirect"
        label = _("Call to action")
        template = "core/blocks/call_to_action.html"
        description = _("One thing to do next, as a button")
        preview_value = {
            "title": "Сизде да мындай тажрыйба барбы?",
            "text": "Жазып жибериңиз: башка айылдарга жардам берет.",
            "button": "Тажрыйба жөнөтүү",
            "page": None,
            "address": "https://example.kg/",
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned["page"]) == bool(cleaned["address"]):
            one = ValidationError(_("Choose a page or give an address: one of the two."))
            raise StructBlockValidationError(block_errors={"page": one})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        pages = in_language([value["page"]], get_language() or "ky") if value["page"] else []
        return {**context, "url": pages[0].url if pages else value["address"]}


class RelatedPagesBlock(StructBlock):
    """Pages to read next, as a list with their summaries."""

    title = CharBlock(label=_("Heading"), required=False, max_length=120)
    pages = ListBlock(PageChooserBlock(label=_("Page")), label=_("Pages"), min_num=1, max_num=6)

    class Meta:
        icon = "link"
        label = _("Related pages")
        template = "core/blocks/related.html"
        preview_template = "core/blocks/related_preview.html"
        description = _("Pages to read next; in a translation they are shown in its language")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "related": in_language(list(value["pages"]), get_language() or "ky")}
