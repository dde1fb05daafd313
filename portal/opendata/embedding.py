"""A practice on another site: the card in a frame, and oEmbed for programs that ask for it."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree import ElementTree as ET

from csp.constants import NONE, SELF
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from portal.core import licences
from portal.opendata import answers, library
from portal.practices import description, rows
from portal.practices.models import PracticePage

WIDTH, HEIGHT = 480, 420
_NARROWEST, _LOWEST = 240, 180
#: The card may stand in a frame of any site; it runs nothing and sends nothing.
_CARD_POLICY = {
    "default-src": [NONE],
    "script-src": [NONE],
    "connect-src": [NONE],
    "object-src": [NONE],
    "style-src": [SELF],
    "font-src": [SELF],
    "img-src": [SELF, "data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": ["*"],
}


@require_safe
@xframe_options_exempt
def card(request: HttpRequest, key: UUID) -> HttpResponse:
    """One practice as a small page without scripts, made for a frame on another site."""
    page = _face(key)
    response = render(request, "opendata/card.html", card_context(page))
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "public, max-age=300"
    response._csp_replace = _CARD_POLICY  # type: ignore[attr-defined] # read by django-csp
    return response


@require_safe
def practice(request: HttpRequest, key: UUID) -> HttpResponse:
    """For people: where the data of a practice is, and what to paste into another site."""
    page = _face(key)
    context = {
        "practice": page,
        "follows": page,
        "code": frame(page, WIDTH, HEIGHT),
        "data_url": data_url(page),
        "card_url": card_url(page),
        "licence_url": licences.address(page.licence),
        **card_context(page),
    }
    return render(request, "opendata/practice.html", context)


@answers.open_to_all
def oembed(request: HttpRequest, usual: str) -> HttpResponseBase:
    """The card of the practice at ``url``, as https://oembed.com describes it."""
    wanted = request.GET.get("format", usual)
    if wanted not in {"json", "xml"}:
        return answers.refused(501, "format is json or xml")
    page = _page_at(request, request.GET.get("url", ""))
    if page is None:
        return answers.refused(404, "no practice of this site")
    told = _told(page, _size(request))
    if wanted == "xml":
        return HttpResponse(_as_xml(told), content_type="text/xml; charset=utf-8")
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def card_context(page: PracticePage) -> dict[str, Any]:
    """What the card shows."""
    found = PracticePage.objects.open_in(page.locale.language_code).filter(pk=page.pk)
    return {"practice": page, "row": rows.row(found.with_facts().get())}


def data_url(page: PracticePage) -> str:
    """The practice as JSON."""
    return f"{settings.SITE_URL}{reverse('opendata:practice', args=[page.translation_key])}"


def card_url(page: PracticePage) -> str:
    """The card in the language of the page."""
    with override(page.locale.language_code):
        path = reverse("open_data:card", args=[page.translation_key])
    return f"{settings.SITE_URL}{path}"


def frame(page: PracticePage, width: int, height: int) -> str:
    """The HTML that shows the card on another site."""
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
        card_url(page),
        width,
        height,
        page.title,
    )


def _face(key: UUID) -> PracticePage:
    """The practice in the language of the address; only there."""
    language = get_language() or ""
    page = library.face_in(key, language)
    if page is None or page.locale.language_code != language:
        raise Http404
    return page


def _size(request: HttpRequest) -> tuple[int, int]:
    """Width and height within what the asking site allows."""
    return (
        _at_most(request.GET.get("maxwidth", ""), WIDTH, _NARROWEST),
        _at_most(request.GET.get("maxheight", ""), HEIGHT, _LOWEST),
    )


def _at_most(asked: str, usual: int, least: int) -> int:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6):
        return usual
    return max(min(int(asked), usual), least)


def _page_at(request: HttpRequest, address: str) -> PracticePage | None:
    """The published practice at an address of this site, or None."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    ours = {request.get_host(), urlsplit(settings.SITE_URL).netloc}
    language, _slash, rest = parts.path.strip("/").partition("/")
    slug = rest.rpartition("/")[2]
    if parts.netloc not in ours or not slug or len(slug) > 255:
        return None
    found = PracticePage.objects.open_in(language).public().filter(slug=slug)
    pages = found.select_related("locale", "territory__parent__parent")
    same = (page for page in pages if (page.url or "").strip("/") == parts.path.strip("/"))
    return next(same, None)


def _told(page: PracticePage, size: tuple[int, int]) -> dict[str, Any]:
    width, height = size
    with override(page.locale.language_code):
        name, place = gettext("Best Practice Portal"), description.short_place(page)
    return {
        "version": "1.0",
        "type": "rich",
        "title": page.title,
        "author_name": place,
        "provider_name": name,
        "provider_url": settings.SITE_URL,
        "cache_age": 3600,
        "html": frame(page, width, height),
        "width": width,
        "height": height,
    }


def _as_xml(told: dict[str, Any]) -> bytes:
    root = ET.Element("oembed")
    for name, value in told.items():
        ET.SubElement(root, name).text = str(value)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
