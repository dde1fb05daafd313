"""Atom feeds, one for each section and language; rooms register what theirs holds."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.pages import BasePage
from portal.core.registry import Registry

#: As many entries as a feed holds.
LONGEST = 30

#: Takes a language code; answers with the pages of the section, the first one first.
sections: Registry[Callable[[str], list[Any]]] = Registry("feed")


@require_safe
def feed(request: HttpRequest, section: str) -> HttpResponse:
    """The feed of ``section`` in the language of the address; 304 when nothing is newer.

    Only what an ``Entry`` holds enters a feed, so nothing closed does.
    """
    try:
        offer = sections.get(section)
    except KeyError as error:
        raise Http404 from error
    pages = [page for page in offer(translation.get_language() or "ky") if page.live]
    moments = [page.last_published_at for page in pages if page.last_published_at]
    changed = int(max(moments).timestamp()) if moments else 0
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if since is not None and changed <= since:
        return HttpResponse(status=304)
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    response["Last-Modified"] = http_date(changed)
    _written(request, pages).write(response, "utf-8")
    return response


def _written(request: HttpRequest, pages: list[BasePage]) -> Atom1Feed:
    address = request.build_absolute_uri(request.path)
    atom = Atom1Feed(
        title=_("Portal of best practice of local self-government"),
        link=address,
        description="",
        feed_url=address,
        language=translation.get_language(),
    )
    for page in pages:
        entry = page.entry()
        if entry is not None:
            atom.add_item(
                title=entry.title,
                link=request.build_absolute_uri(entry.url),
                description=entry.summary,
                pubdate=page.first_published_at,
                updateddate=page.last_published_at or page.first_published_at,
            )
    return atom
