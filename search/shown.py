"""Hits as rows of a page, as JSON, and as a feed."""

from typing import Any

from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core import clock, letters
from search import choices, extracts, services
from search.answers import Answer, Hit
from search.asking import Asking
from search.help_offered import Help
from search.promoted import Promoted


def rows(answer: Answer) -> list[dict[str, Any]]:
    """The hits with found words marked."""
    language = get_language()
    return [_row(hit, language) for hit in answer.hits]


def _row(hit: Hit, language: str | None) -> dict[str, Any]:
    return {
        "hit": hit,
        "title": extracts.marked(hit.title, hit.title_places),
        "extract": extracts.extract(hit.passage),
        "kind": choices.ONE.get(hit.kind, hit.kind),
        "language": choices.LOCALES.get(hit.locale, hit.locale),
        "foreign": hit.locale != language,
        "closed": hit.access != "open",
    }


def as_json(
    request: HttpRequest, asking: Asking, answer: Answer, advised: list[Promoted], beside: Help
) -> dict[str, Any]:
    """The same answer for programs: addresses are whole, texts are plain, without entities.

    Args:
        advised: what editors put above everything else.
        beside: what helps where little is found.
    """
    return {
        "query": asking.text,
        "language": asking.language,
        "total": answer.total,
        "page": asking.page,
        "upto": asking.up_to,
        "facets": {
            choices.PARAMETERS[facet]: dict(
                sorted(counts.items(), key=lambda row: (-row[1], row[0]))
            )
            for facet, counts in answer.facets.items()
        },
        "did_you_mean": [
            {"query": one.text, "reason": one.reason, "total": one.total}
            for one in (*beside.offers, *beside.single_words)
        ],
        "promoted": [
            {"title": one.title, "url": request.build_absolute_uri(one.url), "text": one.text}
            for one in advised
        ],
        "results": [
            {
                "kind": hit.kind,
                "title": hit.title,
                "url": request.build_absolute_uri(hit.url),
                "language": hit.locale,
                "extract": extracts.plain(hit.passage),
                "place": hit.place,
                "published_on": hit.published_on,
                "access": hit.access,
                "page": hit.page or None,
            }
            for hit in answer.hits
        ],
    }


def as_feed(request: HttpRequest, asking: Asking, answer: Answer) -> Atom1Feed:
    """A saved search: what answers it, the newest first."""
    address = asking.address
    address.pop("sort", None)  # a feed has one order
    asked = address.urlencode()
    feed = Atom1Feed(
        title=_("Search: %(text)s") % {"text": asking.text},
        link=f"{services.address_of_results()}?{asked}",
        description="",
        feed_url=request.build_absolute_uri(f"{request.path}?{asked}"),
        language=asking.language,
    )
    for hit in answer.hits:
        published = clock.start_of(hit.published_on) if hit.published_on else None
        feed.add_item(
            title=letters.writable(hit.title),
            link=request.build_absolute_uri(hit.url),
            description=letters.writable(hit.summary),
            pubdate=published,
            updateddate=published,
            author_name=letters.writable(", ".join(hit.authors)) or None,
        )
    return feed
