"""Atom feeds, one for each section and language; rooms register what theirs holds."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core import letters, made
from portal.core.pages import BasePage
from portal.core.registry import Registry

#: As many entries as a feed holds.
LONGEST = 30

#: Takes a language code; answers with the pages of the section, the first one first.
sections: Registry[Callable[[str], list[Any]]] = Registry("feed")


@require_safe
def feed(request: HttpRequest, section: str) -> HttpResponse:
    """The feed of ``section`` in the language of the address."""
    try:
        offer = sections.get(section)
    except KeyError as error:
        raise Http404 from error
    return answer(request, offer(translation.get_language() or "ky"))


def answer(request: HttpRequest, pages: Sequence[BasePage], *, about: str = "") -> HttpResponse:
    """``pages`` as a feed; 304 when the reader knows them all as they are.

    Only what an ``Entry`` holds enters a feed, so nothing closed does.

    Args:
        about: what narrows the feed, shown in its title: the name of a topic or an oblast.
    """
    pages = [page for page in pages if page.live]
    moments = [page.last_published_at for page in pages if page.last_published_at]
    changed = int(max(moments).timestamp()) if moments else 0
    # a page taken out makes no moment newer, but another list
    etag = f'"{made.version_of([(page.pk, page.last_published_at) for page in pages])}"'
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    response["Last-Modified"], response["ETag"] = http_date(changed), etag
    known = get_conditional_response(
        request, etag=etag, last_modified=changed or None, response=response
    )
    if known is response:
        _written(request, pages, about).write(response, "utf-8")
    return known or response


def _written(request: HttpRequest, pages: list[BasePage], about: str) -> Atom1Feed:
    address = request.build_absolute_uri(request.path)
    title = _("Portal of best practice of local self-government")
    atom = Atom1Feed(
        title=f"{title}: {about}" if about else title,
        link=address,
        description="",
        feed_url=address,
        language=translation.get_language(),
    )
    for page in pages:
        entry = page.entry()
        if entry is not None:
            atom.add_item(
                title=letters.writable(entry.title),
                link=request.build_absolute_uri(entry.url),
                description=letters.writable(entry.summary),
                pubdate=page.first_published_at,
                updateddate=page.last_published_at or page.first_published_at,
            )
    return atom
