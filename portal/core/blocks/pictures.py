"""Pictures in a text, always with words for those who do not see them."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks import CharBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockAdapter, StructBlockValidationError
from wagtail.images.blocks import ImageBlock


class DescribedImageBlock(ImageBlock):
    """A picture that cannot be published without a description: none in a text is decoration."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.child_blocks["decorative"]
        self.child_blocks["image"].label = _("Picture")
        self.meta.form_layout = self.get_form_layout()

    def normalize(self, value: Any) -> Any:
        """Older rows carry a mark of decoration; it has no say."""
        if isinstance(value, dict):
            value = {name: part for name, part in value.items() if name in self.child_blocks}
        return super().normalize(value)

    def _image_to_struct_value(self, image: Any) -> dict[str, Any]:
        parts = super()._image_to_struct_value(image)
        return {name: parts[name] for name in self.child_blocks}

    def get_form_state(self, value: Any) -> dict[str, Any]:
        """What the form has fields for."""
        state = super().get_form_state(value)
        return {name: state[name] for name in self.child_blocks}

    def clean(self, value: Any) -> Any:
        if value and self.is_deferred_validation:
            return super().clean(value)
        if value and not value.contextual_alt_text:
            self._refuse(_("Say in words what the picture shows."))
        cleaned = super().clean(value)
        if cleaned and _is_its_name(cleaned, cleaned.contextual_alt_text):
            self._refuse(
                _("The name of the file is no description: say in words what the picture shows.")
            )
        return cleaned

    def _refuse(self, words: Any) -> None:
        raise StructBlockValidationError(block_errors={"alt_text": ValidationError(words)})


def _is_its_name(picture: Any, words: str) -> bool:
    file = PurePath(picture.file.name)
    names = {picture.title, file.name, file.stem}
    return words.strip().casefold() in {name.casefold() for name in names}


class DescribedImageAdapter(StructBlockAdapter):
    """The form of the block: plain fields, and the description of the library where it has one."""

    js_constructor = "portal.core.DescribedImageBlock"

    @cached_property
    def media(self) -> forms.Media:
        own = forms.Media(js=[versioned_static("js/described-picture.js")])
        media: forms.Media = super().media + own
        return media


register(DescribedImageAdapter(), DescribedImageBlock)


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
