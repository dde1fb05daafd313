"""What the text of an article is made of: the words and pictures of every text, no more.

The printed issue is set from the same blocks, so a block enters here together with its setting.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from portal.core.blocks.pictures import PictureBlock
from portal.core.blocks.words import HeadingBlock, ParagraphBlock, QuoteBlock, item_list

__all__ = ["ArticleBody", "HeadingBlock", "ParagraphBlock"]


class ArticleBody(StreamBlock):
    """The text of an article."""

    heading = HeadingBlock(max_length=200)
    paragraph = ParagraphBlock(features=["bold", "italic", "link", "document-link"])
    quote = QuoteBlock()
    list = item_list()
    picture = PictureBlock()

    class Meta:
        label = _("Text")
