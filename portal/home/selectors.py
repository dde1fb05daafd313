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
#: From how many practices on an area gets the next deeper colour.
_STEPS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Area:
    """One oblast or capital on the map and in the list beside it."""

    name: str
    url: str
    count: int
    #: 0 for no practice, up to 3.
    depth: int
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
        "map": _drawing(),
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
    places = {place["soate"]: place for place in (*_drawing()["oblasts"], *_drawing()["capitals"])}
    return [
        Area(
            name=top.name,
            url=f"{_library(language)}?oblast={top.soate}",
            count=top.number,
            depth=sum(top.number >= step for step in _STEPS),
            **{name: value for name, value in places[top.soate].items() if name != "soate"},
        )
        for top in tops
        if top.soate in places
    ]


def _library(language: str) -> str:
    return f"/{reading_language(language)}/practices/"


@cache
def _drawing() -> dict[str, Any]:
    drawing: dict[str, Any] = json.loads(_MAP.read_text(encoding="utf-8"))
    return drawing
