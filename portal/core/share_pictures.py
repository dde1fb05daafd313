"""The picture a messenger shows beside a link: title, place, ornament, in the page's language.

A page says what stands on its picture (``BasePage.share_words``); the picture is made once for
those words and kept. The version in its address follows from the words, so caches may keep it
for ever.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image

from portal.core import made, ornament, typesetting

if TYPE_CHECKING:
    from portal.core.pages import BasePage

WIDTH, HEIGHT = 1200, 630
_FORM = Path(__file__).parent / "paper_forms" / "share.typ"
_DESIGN = made.version_of(_FORM.read_bytes())
#: Messengers on a slow line give up on heavier pictures.
HEAVIEST = 60_000
#: Paper, ink, two felts and a cord, with the steps between them at the edges of letters; fewer
#: steps where a picture would be too heavy.
_PALETTES = (32, 16, 8)
_FELT_COLUMNS, _FELT_ROWS = 2, 6


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a picture."""

    title: str
    #: Above the title: what kind of thing it is.
    over: str = ""
    #: Below the title: where and when.
    under: str = ""
    #: Decides the ornament; the same for the twins of one thing.
    seed: str = ""
    is_magazine: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the head of a page names it."""

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def version(page: "BasePage") -> str:
    """The version of the picture ``page`` has now."""
    return _version(page, words(page))


def words(page: "BasePage") -> Words:
    """What stands on the picture, in the language of the page."""
    with translation.override(page.locale.language_code):
        return page.share_words()


def _version(page: "BasePage", said: Words) -> str:
    return made.version_of(said, page.locale.language_code, _DESIGN)


def of(page: "BasePage") -> Picture:
    """The picture of ``page``, made when somebody asks for it."""
    said = words(page)
    url = reverse("share_picture", args=[page.pk, _version(page, said)])
    return Picture(url=url, alt=". ".join(filter(None, (said.title, said.under))))


def png(page: "BasePage") -> bytes:
    """The picture itself."""
    return made.once(f"share/{page.pk}", version(page), "png", lambda: draw(page))


def draw(page: "BasePage") -> bytes:
    """Set the picture and press it into a palette: flat colours weigh little that way."""
    said, language = words(page), page.locale.language_code
    size = HEIGHT // _FELT_ROWS
    felt = ornament.picture(seed=said.seed, columns=_FELT_COLUMNS, rows=_FELT_ROWS, size=size)
    with translation.override(language):
        site = _("Magazine “Municipality”") if said.is_magazine else _("Best Practice Portal")
    data = {
        "language": language,
        "title": said.title,
        "over": said.over,
        "under": said.under,
        "site": site,
        "accent": ornament.RED if said.is_magazine else ornament.BLUE,
    }
    drawn = typesetting.typeset(_FORM, data, files={"felt.svg": felt.encode()}, kind="png")
    return _pressed(drawn)


def _pressed(drawn: bytes) -> bytes:
    with Image.open(BytesIO(drawn)) as picture:
        full = picture.convert("RGB")
    for colours in _PALETTES:
        out = BytesIO()
        full.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() < HEAVIEST:
            break
    return out.getvalue()
