"""From an address to a page in two queries, however deep the page lies.

Wagtail walks down the tree, two queries a step, and asks again for privacy settings, for the pages
above and for the twins. Addresses here are ``/<language>/`` and the slugs below the home page of
that language, which is the ``url_path`` of the page: one query brings the page with its family.
What is not found this way is left to Wagtail.
"""

from itertools import accumulate
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from wagtail import views
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from portal.core import navigation, pagecache

_sites = pagecache.Shelf("site")

#: No page lies deeper; longer addresses are made up.
_DEEPEST = 12


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the page at ``path``; Wagtail's own view does the rest."""
    request._wagtail_site = _site(request)  # type: ignore[attr-defined]
    page = _page_at(path)
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    response: HttpResponse = views.serve(request, path)
    return response


def _site(request: HttpRequest) -> Site | None:
    """The site of this host, kept until a site changes; Wagtail asks for it on every page."""
    host = request.get_host()
    if (kept := _sites.find(host)) is None:
        since = pagecache.generation()
        kept = Site.find_for_request(request)
        _sites.keep(host, kept, {"site"}, since=since)
    site: Site | None = kept
    return site


def _page_at(path: str) -> Any | None:
    root = _root_path(translation.get_language() or "")
    slugs = [slug for slug in f"{root}{path}".split("/") if slug]
    if root is None or len(slugs) > _DEEPEST:
        return None
    rows = _family_of(slugs)
    url_path = f"{root}{path}"
    found = next((row for row in rows if row.live and row.url_path == url_path), None)
    if found is None:
        return None
    page = _as_its_type(found)
    navigation.keep_family(page, [row for row in rows if row.live and not row.is_root()])
    line = [row for row in rows if found.path.startswith(row.path)]
    if not any(row.is_restricted or row.alias_of_id for row in line):
        page._view_restrictions = PageViewRestriction.objects.none()
    return page


def _family_of(slugs: list[str]) -> list[Any]:
    """The pages on the way from the root, unpublished ones too, and the twins of all of them."""
    paths = ["/", *accumulate((f"{slug}/" for slug in slugs), initial="/")]
    line = Page.objects.filter(slug__in=["root", *slugs], url_path__in=paths)
    settings = PageViewRestriction.objects.filter(page=OuterRef("pk"))
    rows = Page.objects.filter(translation_key__in=line.values("translation_key"))
    return list(
        rows.annotate(is_restricted=Exists(settings))
        .select_related("locale", "content_type")
        .order_by("depth")
    )


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
    pages = page_type.fetched() if hasattr(page_type, "fetched") else page_type.objects
    page = pages.get(pk=found.pk)
    page.locale = found.locale
    return page
