"""Addresses that belong to no room."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.views.decorators.http import require_safe

from portal.core import unfound


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send the bare address to the language of the last visit, else to Kyrgyz."""
    known = dict(settings.LANGUAGES)
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return redirect(f"/{language if language in known else settings.LANGUAGE_CODE}/")


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


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the reader's language, or what a room knows of the address."""
    for _name, answer in unfound.answers:
        if response := answer(request):
            return response
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without asking the database for anything."""
    return HttpResponse(loader.get_template("500.html").render({}), status=500)
