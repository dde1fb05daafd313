"""Pictures in a text, always with words for those who do not see them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock


class DescribedImageBlock(ImageBlock):
    """A picture that cannot be published without a description: none in a text is decoration."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and cleaned and not cleaned.contextual_alt_text:
            missing = ValidationError(_("Say in words what the picture shows."))
            raise StructBlockValidationError(block_errors={"alt_text": missing})
        return cleaned


class PictureBlock(StructBlock):
    """A picture with its caption."""

    picture = DescribedImageBlock(label=_("Picture"))
    caption = CharBlock(
        label=_("Caption"),
        required=False,
        max_length=240,
        help_text=_("Who, where, when. The description for the blind is written beside the file."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "core/blocks/picture.html"
        preview_template = "core/blocks/picture_preview.html"
        description = _("One picture over the width of the text")


class PicturePairBlock(StructBlock):
    """The same place before and after; the focal point decides what stays in the frame."""

    before = DescribedImageBlock(label=_("Before"))
    after = DescribedImageBlock(label=_("After"))
    caption = CharBlock(label=_("Caption"), required=False, max_length=240)

    class Meta:
        icon = "image"
        label = _("Before and after in pictures")
        template = "core/blocks/picture_pair.html"
        preview_template = "core/blocks/picture_pair_preview.html"
        description = _("The same place before and after, side by side")
