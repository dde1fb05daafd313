"""Tags of the page frame and of the components."""

from decimal import Decimal, InvalidOperation
from typing import Any

import segno
from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import translation
from django.utils.formats import get_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.models import Page

from portal.core import figures, navigation, ornament, pictures, share_pictures, units
from portal.core.navigation import Place, Twin
from portal.core.pages import BasePage

register = template.Library()

_NOBREAK = "\u00a0"


@register.simple_tag(takes_context=True)
def twins(context: template.Context) -> list[Twin]:
    """The page in every language; on error pages, which have no address, the home pages.

    A view that is about a page says so by ``follows``, when it has no twin where the page has none.
    """
    request = _request(context)
    if request is None:
        return []
    page = context.get("page") or context.get("self")
    follows = context.get("follows")
    return navigation.twins(request, page if isinstance(page, Page) else None, follows=follows)


@register.simple_tag
def x_default(languages: list[Twin]) -> str:
    """The address for readers of no known language: the first language that has the page."""
    return next((twin.absolute_url for twin in languages if twin.exists), "")


@register.simple_tag
def language_name(code: str) -> str:
    """A language as its speakers write it."""
    return navigation.OWN_NAMES.get(code, code)


@register.simple_tag
def read_in(code: str) -> str:
    """The invitation to read on, in the language it invites to."""
    with translation.override(code):
        return gettext("Read in this language")


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """The one address of this page; of all parameters only the part of a list belongs to it."""
    request: HttpRequest = context["request"]
    part = request.GET.get("page", "")
    kept = f"?page={part}" if part.isdecimal() and part != "1" and len(part) < 7 else ""
    return request.build_absolute_uri(request.path) + kept


@register.simple_block_tag(takes_context=True)
def absolute(context: template.Context, content: str) -> str:
    """The address inside, with scheme and host."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(content.strip())


@register.simple_tag(takes_context=True)
def print_address(context: template.Context, with_code: bool = False) -> SafeString:
    """Seen on paper only: the address of the page, on request with a code for the phone."""
    address = canonical(context)
    code = ""
    if with_code:
        drawn = segno.make(address, error="m", micro=False)
        code = drawn.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    return format_html(
        '<div class="print-only"><div class="print-address">{}<span>{}</span></div></div>',
        mark_safe(code),
        address,
    )


@register.simple_tag(takes_context=True)
def main_menu(context: template.Context) -> list[Place]:
    """The sections of the site in the language of the page."""
    return navigation.sections(context["request"], _language())[0]


@register.simple_tag(takes_context=True)
def footer_menu(context: template.Context) -> list[Place]:
    """First-level pages that are not in the main menu: about, contacts, personal data."""
    return navigation.sections(context["request"], _language())[1]


@register.simple_tag(takes_context=True)
def topic_links(context: template.Context) -> list[Place]:
    """All topics in the language of the page."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return []
    return navigation.topic_links(request, _language())


@register.simple_tag(takes_context=True)
def page_path(context: template.Context, page: Page) -> list[Place]:
    """The pages above ``page``, from the home page down."""
    request = _request(context)
    return navigation.path_to(page, request) if request else []


@register.simple_tag(takes_context=True)
def share_picture(context: template.Context) -> share_pictures.Picture | None:
    """The picture messengers show beside a link to the page; None where there is no page."""
    page = context.get("page")
    return share_pictures.of(page) if isinstance(page, BasePage) and page.pk else None


@register.simple_tag
def sign(name: str, classes: str = "", size: int = 40) -> SafeString:
    """A sign of the sprite, hidden from screen readers: the name always stands beside it."""
    return format_html(
        '<svg class="sign{}" width="{}" height="{}" viewBox="0 0 32 32" aria-hidden="true">'
        '<use href="{}#{}"/></svg>',
        f" {classes}" if classes else "",
        size,
        size,
        static("signs/signs.svg"),
        name,
    )


@register.simple_tag
def cover(number: str, theme: str, seed: str = "", when: str = "") -> SafeString:
    """The drawn cover of an issue."""
    return mark_safe(
        ornament.cover(number=str(number), theme=str(theme), seed=str(seed), when=str(when))
    )


@register.simple_tag
def rosette(seed: str) -> SafeString:
    """One shyrdak field in the colours of the text around it."""
    return mark_safe(ornament.rosette(seed))


@register.simple_tag
def photo(
    picture: Any, shape: str, alt: str | None = None, first: bool = False, seed: str = ""
) -> SafeString:
    """A picture in the sizes of its place (``pictures.SHAPES``), or an ornament instead of it."""
    return pictures.photo(picture, shape, alt=alt, first=first, seed=seed)


@register.filter
def number(value: Any) -> str:
    """A number with its digits in groups of three and the decimal sign of the language."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not amount.is_finite():
        return str(value)
    whole, _point, rest = f"{abs(amount):f}".partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", _NOBREAK)
    decimals = f"{get_format('DECIMAL_SEPARATOR')}{rest}" if rest else ""
    return f"{'−' if amount < 0 else ''}{grouped}{decimals}"


@register.filter
def agreed(unit: str, amount: Any) -> str:
    """The unit in the form that stands behind this amount in the language of the page."""
    return units.agreed(unit, Decimal(str(amount)), translation.get_language() or "")


@register.simple_tag
def largest(*values: Any) -> Any:
    """The largest of the numbers that are there."""
    return max((value for value in values if value), default=0)


@register.simple_tag
def share(part: Any, whole: Any) -> str:
    """The length of ``part`` on a bar of 100."""
    return figures.share(part, whole)


@register.simple_tag
def money_parts(sources: Any) -> dict[str, Any]:
    """The stacked bar of money: total and parts."""
    total, parts = figures.stacked(sources or [])
    return {"total": total, "parts": parts}


@register.simple_tag
def progress_marks(step: int, total: int) -> SafeString:
    """One mark for each step; those done and the present one are filled."""
    step, total = int(step), int(total)
    marks = format_html_join(
        "",
        '<path d="M{} 6l6-6 6 6-6 6z" fill="{}"/>',
        ((16 * at, "currentColor" if at < step else "var(--sign-2)") for at in range(total)),
    )
    return format_html(
        '<svg class="progress__bar" viewBox="0 0 {} 12" preserveAspectRatio="xMinYMid" '
        'aria-hidden="true">{}</svg>',
        16 * total - 4,
        marks,
    )


def _request(context: template.Context) -> HttpRequest | None:
    """The request, also inside a component that was included with ``only``."""
    return context.get("request") or getattr(context, "request", None)


def _language() -> str:
    return translation.get_language() or "ky"
