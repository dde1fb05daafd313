"""Running text: headings, paragraphs, lists, somebody's words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock, TextBlock


class HeadingBlock(CharBlock):
    """A heading inside a text."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "core/blocks/heading.html"
        description = _("Parts a long text; readers find their place by it")
        preview_value = "Айылдын кеңеши"


class ParagraphBlock(RichTextBlock):
    """Running text with bold, italic and links; one block may hold several paragraphs."""

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "core/blocks/paragraph.html"
        description = _("Running text; several paragraphs may stand in one block")
        preview_value = "<p>Сууну ким төлөйт? Эсеп жөнүндө сөздү ушул суроодон баштадык.</p>"


class QuoteBlock(StructBlock):
    """Someone's own words."""

    text = TextBlock(label=pgettext_lazy("of a quote", "Words"))
    said_by = CharBlock(label=_("Who said it"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "core/blocks/quote.html"
        description = _("Somebody's own words, with the name")
        preview_value = {
            "text": "Эшик айылда ачылышы керек.",
            "said_by": "Сайра Токтогулова, айыл башчысы",
        }


def item_list(**options: Any) -> ListBlock:
    """Short items, one below another."""
    return ListBlock(
        TextBlock(label=_("Item"), rows=2),
        icon="list-ul",
        label=_("List"),
        template="core/blocks/list.html",
        description=_("Short items, one below another"),
        preview_value=["кайсы мектеп иштей берет", "кайсы курулуш бүткөрүлөт"],
        **options,
    )
