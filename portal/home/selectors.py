"""What the first page shows."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from portal.core import clock, navigation
from portal.core.navigation import reading_language
from portal.events import selectors as events
from portal.news import selectors as news
from portal.practices import rows
from portal.practices.models import PracticeFacts, PracticePage
from portal.territories import maps
from portal.territories.models import Territory

PRACTICES, EVENTS, NEWS = 6, 3, 3


def first_page(request: HttpRequest, language: str) -> dict[str, Any]:
    """Everything on the first page that this wing knows; higher wings fill slots."""
    practices = PracticePage.objects.open_in(reading_language(language))
    return {
        "topics": navigation.topic_links(request, language),
        "areas": areas(reading_language(language)),
        "map": maps.country(),
        "practices": [
            rows.row(practice) for practice in practices.newest_first().with_facts()[:PRACTICES]
        ],
        "practices_url": _library(language),
        "events": events.rows(events.upcoming(language, clock.now())[:EVENTS]),
        "news": [news.row(one) for one in news.latest(language)[:NEWS]],
        "language": language,
    }


def areas(language: str) -> list[maps.Area]:
    """The oblasts and capitals with the number of practices, each counted once. One query."""
    facts = PracticeFacts.objects.filter(oblast=OuterRef("pk")).order_by()
    counted = facts.values("oblast").annotate(number=Count("translation_key", distinct=True))
    tops = Territory.objects.oblasts_and_capitals().annotate(
        number=Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)
    )
    return maps.areas(
        maps.country(),
        tops,
        count=lambda top: top.number,
        url=lambda top: f"{_library(language)}?oblast={top.soate}",
    )


def _library(language: str) -> str:
    return f"/{reading_language(language)}/practices/"
