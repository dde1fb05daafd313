"""Pictures inside rich text: the same sizes and formats as everywhere else on a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.formats import Format, register_image_format, unregister_image_format

from portal.core import pictures


class PictureFormat(Format):
    """Gives readers a ``<picture>``; the editor keeps a plain image."""

    shape = "text"

    def image_to_html(
        self, image: Any, alt_text: str, extra_attributes: dict[str, Any] | None = None
    ) -> str:
        if extra_attributes:
            return str(super().image_to_html(image, alt_text, extra_attributes))
        return pictures.photo(image, self.shape, alt=alt_text)


class HalfFormat(PictureFormat):
    """Half the width of the text."""

    shape = "half"


for _name, _label, _classes, _spec, _kind in (
    ("fullwidth", _("Full width"), "richtext-image full-width", "width-800", PictureFormat),
    ("left", _("Left-aligned"), "richtext-image left", "width-500", HalfFormat),
    ("right", _("Right-aligned"), "richtext-image right", "width-500", HalfFormat),
):
    unregister_image_format(_name)
    register_image_format(_kind(_name, _label, _classes, _spec))
