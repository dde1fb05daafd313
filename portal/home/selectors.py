"""What the first page shows."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from portal.core import clock, navigation
from portal.events import selectors as events
from portal.news import selectors as news
from portal.practices import rows
from portal.practices.models import PracticePage
from portal.practices.sections import reading_language
from portal.territories.models import Territory

_MAP = Path(__file__).parent / "data" / "oblasts.json"
PRACTICES, EVENTS, NEWS = 6, 3, 3


@dataclass(frozen=True, slots=True)
class Area:
    """One oblast or capital on the map and in the list beside it."""

    name: str
    url: str
    count: int
    x: int
    y: int
    #: Empty for the capitals, which are points.
    path: str = ""


def first_page(request: HttpRequest, language: str) -> dict[str, Any]:
    """Everything on the first page that this wing knows; higher wings fill slots."""
    practices = PracticePage.objects.open_in(reading_language(language))
    return {
        "topics": navigation.topic_links(request, language),
        "areas": areas(reading_language(language)),
        "map": drawing(),
        "practices": [
            rows.row(practice) for practice in practices.newest_first().with_facts()[:PRACTICES]
        ],
        "practices_url": _library(language),
        "events": events.rows(events.upcoming(language, clock.now())[:EVENTS]),
        "news": [news.row(one) for one in news.latest(language)[:NEWS]],
        "language": language,
    }


def areas(language: str) -> list[Area]:
    """The oblasts and capitals with the number of published practices. One query."""
    inside = (
        Q(territory=OuterRef("pk"))
        | Q(territory__parent=OuterRef("pk"))
        | Q(territory__parent__parent=OuterRef("pk"))
    )
    practices = PracticePage.objects.open_in(language).filter(inside).order_by()
    number = practices.annotate(one=Count("pk") * 0).values("one").annotate(number=Count("pk"))
    tops = Territory.objects.oblasts_and_capitals().annotate(
        number=Coalesce(Subquery(number.values("number"), output_field=IntegerField()), 0)
    )
    places = shapes()
    return [
        Area(
            name=top.name,
            url=f"{_library(language)}?oblast={top.soate}",
            count=top.number,
            **places[top.soate],
        )
        for top in tops
        if top.soate in places
    ]


def shapes() -> dict[str, dict[str, Any]]:
    """Place and outline of every area on the map by its SOATE code."""
    both = (*drawing()["oblasts"], *drawing()["capitals"])
    return {one["soate"]: {k: v for k, v in one.items() if k != "soate"} for one in both}


def _library(language: str) -> str:
    return f"/{reading_language(language)}/practices/"


@cache
def drawing() -> dict[str, Any]:
    drawing: dict[str, Any] = json.loads(_MAP.read_text(encoding="utf-8"))
    return drawing
