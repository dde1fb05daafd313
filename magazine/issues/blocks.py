"""What the text of an article is made of."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.images.blocks import ImageBlock


class HeadingBlock(CharBlock):
    """A heading inside an article."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "issues/blocks/heading.html"
        preview_value = "Айылдын кеңеши"


class ParagraphBlock(RichTextBlock):
    """Running text with bold, italic and links; one block may hold several paragraphs."""

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "issues/blocks/paragraph.html"
        preview_value = "<p>Сууну ким төлөйт? Эсеп жөнүндө сөздү ушул суроодон баштадык.</p>"


class QuoteBlock(StructBlock):
    """Someone's own words."""

    text = TextBlock(label=pgettext_lazy("of a quote", "Words"))
    said_by = CharBlock(label=_("Who said it"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "issues/blocks/quote.html"
        preview_value = {"text": "Эшик айылда ачылышы керек.", "said_by": ""}


class PictureBlock(StructBlock):
    """A picture with words for those who do not see it."""

    picture = ImageBlock(label=_("Picture"))
    caption = CharBlock(label=_("Caption"), required=False, max_length=240)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "issues/blocks/picture.html"
        preview_template = "issues/blocks/picture_preview.html"


def item_list() -> ListBlock:
    """Short items, one below another."""
    return ListBlock(
        TextBlock(label=_("Item"), rows=2),
        icon="list-ul",
        label=_("List"),
        template="issues/blocks/list.html",
        preview_value=["кайсы мектеп иштей берет", "кайсы курулуш бүткөрүлөт"],
    )


class ArticleBody(StreamBlock):
    """The text of an article."""

    heading = HeadingBlock(max_length=200)
    paragraph = ParagraphBlock(features=["bold", "italic", "link", "document-link"])
    quote = QuoteBlock()
    list = item_list()
    picture = PictureBlock()

    class Meta:
        label = _("Text")
