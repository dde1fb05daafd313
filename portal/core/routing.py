"""From an address to a page in two queries, however deep the page lies.

Wagtail walks down the tree, two queries a step. Addresses here are ``/<language>/`` and the slugs
below the home page of that language, which is the ``url_path`` of the page. What is not found this
way is left to Wagtail.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from wagtail import views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at ``path``; Wagtail's own view does the rest."""
    page = _page_at(path)
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    response: HttpResponse = views.serve(request, path)
    return response


def _page_at(path: str) -> Any | None:
    root = _root_path(translation.get_language() or "")
    if root is None:
        return None
    url_path = f"{root}{path}"
    slug = url_path.rstrip("/").rpartition("/")[2]
    found = (
        Page.objects.live()
        .filter(slug=slug, url_path=url_path)
        .select_related("locale", "content_type")
        .first()
    )
    return None if found is None else _as_its_type(found)


def _root_path(language: str) -> str | None:
    for site_root in Site.get_site_root_paths():
        if site_root.language_code == language:
            return str(site_root.root_path)
    return None


def _as_its_type(found: Page) -> Any:
    """The page as its own type, with what the type wants fetched along."""
    page_type: Any = found.content_type.model_class()
    if page_type is None:
        return found.specific
    page = page_type.objects.select_related(*getattr(page_type, "fetched_with", ())).get(
        pk=found.pk
    )
    page.locale = found.locale
    return page
