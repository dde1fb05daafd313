"""Whole streams."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from portal.core.blocks.figures import BeforeAfterBlock, KeyFigureBlock
from portal.core.blocks.files import DocumentListBlock
from portal.core.blocks.pictures import PictureBlock, PicturePairBlock
from portal.core.blocks.steps import step_list
from portal.core.blocks.tables import TextTableBlock
from portal.core.blocks.ways import CallToActionBlock, RelatedPagesBlock
from portal.core.blocks.words import HeadingBlock, ParagraphBlock, QuoteBlock, item_list

_WORDS, _NUMBERS, _LOOK, _ON = _("Words"), _("Numbers"), _("Pictures and files"), _("Where next")


class TextBody(StreamBlock):
    """The text of a page: every block there is, in four groups."""

    heading = HeadingBlock(max_length=200, group=_WORDS)
    paragraph = ParagraphBlock(
        features=["h3", "bold", "italic", "link", "document-link", "ol", "ul"], group=_WORDS
    )
    quote = QuoteBlock(group=_WORDS)
    list = item_list(group=_WORDS)
    key_figure = KeyFigureBlock(group=_NUMBERS)
    before_after = BeforeAfterBlock(group=_NUMBERS)
    steps = step_list(group=_NUMBERS)
    table = TextTableBlock(group=_NUMBERS)
    picture = PictureBlock(group=_LOOK)
    picture_pair = PicturePairBlock(group=_LOOK)
    documents = DocumentListBlock(group=_LOOK)
    call_to_action = CallToActionBlock(group=_ON)
    related = RelatedPagesBlock(group=_ON)

    class Meta:
        label = _("Text")
        template = "core/blocks/body.html"
