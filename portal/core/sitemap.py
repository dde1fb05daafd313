"""sitemap.xml: every public page with its twins in the other languages."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page, PageViewRestriction

from portal.core import navigation

#: What the protocol allows in one file.
LONGEST = 50_000


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Addresses with the host of this request; pages with a privacy setting are left out."""
    return render(
        request,
        "core/sitemap.xml",
        {"places": _places(request)},
        content_type="application/xml; charset=utf-8",
    )


def _places(request: HttpRequest) -> list[dict[str, Any]]:
    closed = list(PageViewRestriction.objects.values_list("page__path", flat=True))
    pages = [
        page
        for page in Page.objects.live().filter(depth__gt=1).select_related("locale")[:LONGEST]
        if not any(page.path.startswith(path) for path in closed)
    ]
    twins: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        url = request.build_absolute_uri(navigation.address(page, request))
        twins[page.translation_key].append((page.locale.language_code, url))
    return [
        {"url": url, "changed_at": page.last_published_at, "twins": twins[page.translation_key]}
        for page in pages
        for language, url in twins[page.translation_key]
        if language == page.locale.language_code
    ]
