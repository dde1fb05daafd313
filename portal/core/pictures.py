"""Pictures in the sizes the layout shows them in: AVIF, with WebP for older phones.

Shapes that cut a picture to a frame keep its focal point inside.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Picture, SourceImageIOError

from portal.core import ornament

#: From the best; the last is what every browser in use understands.
FORMATS = ("avif", "webp")


@dataclass(frozen=True, slots=True)
class Shape:
    """One way a picture stands on a page."""

    #: Wagtail's operations, the smaller size first; the larger one is for dense screens.
    operations: tuple[str, ...]
    #: How wide it is shown, for the browser's choice.
    sizes: str
    #: Fields of the ornament that stands in for a missing picture: across and down.
    fields: tuple[int, int]


SHAPES = {
    "text": Shape(("width-480", "width-960"), "(min-width: 60em) 37rem, 92vw", (6, 3)),
    "half": Shape(("fill-360x240", "fill-720x480"), "(min-width: 60em) 18rem, 46vw", (3, 2)),
    "card": Shape(("fill-400x268", "fill-800x536"), "(min-width: 60em) 24rem, 92vw", (3, 2)),
    "row": Shape(("fill-160x120", "fill-320x240"), "10rem", (4, 3)),
}


def photo(
    picture: Any | None, shape: str, *, alt: str | None = None, first: bool = False, seed: str = ""
) -> SafeString:
    """The ``<picture>`` of a picture, or an ornament where there is none or its file is lost.

    Args:
        alt: what it shows; by default what the block or the library says of it.
        first: it is in sight when the page opens, so the browser does not wait with it.
        seed: decides the ornament.
    """
    wanted = SHAPES[shape]
    if picture is None:
        return placeholder(shape, seed=seed)
    specs = [f"{one}|format-{kind}" for kind in FORMATS for one in wanted.operations]
    try:
        renditions = picture.get_renditions(*specs)
    except SourceImageIOError:
        return placeholder(shape, seed=seed or picture.title)
    attributes = {"sizes": wanted.sizes, "decoding": "async"}
    attributes |= {"fetchpriority": "high"} if first else {"loading": "lazy"}
    if alt is not None:
        attributes["alt"] = alt
    return mark_safe(str(Picture(renditions, attributes).__html__()))


def placeholder(shape: str, *, seed: str = "") -> SafeString:
    """Felt in the place of a picture; says nothing to a screen reader."""
    across, down = SHAPES[shape].fields
    drawn = ornament.picture(seed=seed or "picture", columns=across, rows=down)
    return format_html('<span class="placeholder">{}</span>', mark_safe(drawn))
