"""What the page about open data shows: addresses, feeds, an example."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.core import licences
from portal.core.navigation import reading_language
from portal.opendata import embedding
from portal.practices.models import PracticePage
from portal.territories import selectors as territories
from portal.topics.models import Topic


def of(language: str) -> dict[str, Any]:
    """The guide in ``language``. English has no practices: its examples are Russian ones."""
    library_json, library_csv = _address("library_json"), _address("library_csv")
    example = (
        PracticePage.objects.open_in(reading_language(language))
        .public()
        .newest_first()
        .select_related("locale")
        .first()
    )
    return {
        "library_json": library_json,
        "library_csv": library_csv,
        "schema_url": _address("schema", "practice"),
        "library_schema_url": _address("schema", "library"),
        "oembed_url": _address("oembed", "json"),
        "licence_url": licences.address(licences.Licence.CC_BY),
        "example": example and _example(example),
        "topics": _topic_feeds(reading_language(language)),
        "oblasts": _oblast_feeds(reading_language(language)),
        "structured": _dataset(library_json, library_csv),
    }


def _address(name: str, *args: Any) -> str:
    return f"{settings.SITE_URL}{reverse(f'opendata:{name}', args=args)}"


def _example(page: PracticePage) -> dict[str, str]:
    return {
        "title": page.title,
        "data_url": embedding.data_url(page),
        "page_url": page.full_url,
        "code": embedding.frame(page, embedding.WIDTH, embedding.HEIGHT),
    }


def _topic_feeds(language: str) -> list[dict[str, str]]:
    return [
        {
            "name": topic.title,
            "feed": f"/{language}/open-data/feeds/topics/{topic.slug}/",
            "json": f"{reverse('opendata:library_json')}?topic={topic.slug}",
            "csv": f"{reverse('opendata:library_csv')}?topic={topic.slug}",
            "calendar": f"/{language}/attend/calendar/topic/{topic.slug}.ics",
        }
        for topic in Topic.objects.in_order()
    ]


def _oblast_feeds(language: str) -> list[dict[str, str]]:
    return [
        {
            "name": oblast.name,
            "feed": f"/{language}/open-data/feeds/oblasts/{oblast.soate}/",
            "json": f"{reverse('opendata:library_json')}?oblast={oblast.soate}",
            "csv": f"{reverse('opendata:library_csv')}?oblast={oblast.soate}",
            "calendar": f"/{language}/attend/calendar/oblast/{oblast.soate}.ics",
        }
        for oblast in territories.oblasts()
        if oblast.soate
    ]


def _dataset(library_json: str, library_csv: str) -> dict[str, Any]:
    """The library in the words of schema.org, for catalogues of data."""
    files = ((library_json, "application/json"), (library_csv, "text/csv"))
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": _("Practices of local self-government of the Kyrgyz Republic"),
        "description": _(
            "What municipalities did, what it cost by source, and what changed, with figures "
            "before and after and codes of territories."
        ),
        "license": licences.address(licences.Licence.CC_BY),
        "inLanguage": ["ky", "ru"],
        "isAccessibleForFree": True,
        "url": f"{settings.SITE_URL}/ky/open-data/",
        "distribution": [
            {"@type": "DataDownload", "contentUrl": url, "encodingFormat": kind}
            for url, kind in files
        ],
    }
