"""Addresses that belong to no room."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.templatetags.static import static
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe
from wagtail.models import Page

from portal.core import made, share_pictures, unfound
from portal.core.dead_links import DeadLink
from portal.core.pages import BasePage

#: A version never changes, so nobody needs to ask for it twice.
_FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send the bare address to the language of the last visit, else to Kyrgyz."""
    known = dict(settings.LANGUAGES)
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return redirect(f"/{language if language in known else settings.LANGUAGE_CODE}/")


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask here where a page names no icon: files, the admin, answers for programs."""
    return redirect(static("img/icon-180.png"), permanent=True)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by robots; rooms of members may not."""
    closed = (
        "admin",
        "dev",
        "*/account",
        "*/room",
        "*/invoices",
        "*/submit",
        "*/ask",
        "*/search",
        "*/translations",
    )
    site_map = request.build_absolute_uri("/sitemap.xml")
    lines = [
        "User-agent: *",
        *(f"Disallow: /{part}/" for part in closed),
        "",
        f"Sitemap: {site_map}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@require_safe
def share_picture(request: HttpRequest, page_id: int, version: str) -> HttpResponse:
    """The picture of a page for messengers; an earlier version leads to the present one."""
    page = Page.objects.live().public().filter(pk=page_id).specific().first()
    if not isinstance(page, BasePage):
        raise Http404
    if version != share_pictures.version(page):
        return redirect(share_pictures.of(page).url)
    content = share_pictures.png(page)
    response = made.answer(request, content, version=version, content_type="image/png")
    response["Cache-Control"] = _FOR_EVER
    # messengers and other sites show it beside the link
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the reader's language, or what a room knows of the address."""
    if isinstance(exception, DeadLink):
        page = render(request, "dead_link.html", {"ways": exception.ways}, status=404)
        add_never_cache_headers(page)  # the address may hold a token
        return page
    for _name, answer in unfound.answers:
        if response := answer(request):
            return response
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without asking the database for anything."""
    return HttpResponse(loader.get_template("500.html").render({}), status=500)
