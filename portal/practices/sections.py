"""What practices put on the pages of other rooms."""

from typing import Any

from django.template.loader import render_to_string

from portal.core import feeds, slots
from portal.practices import rows, shelf
from portal.practices.models import PracticePage
from portal.territories import maps
from portal.territories import selectors as territories
from portal.topics.counts import counts

#: As many practices as a topic page shows before "all".
SHOWN = 8


@counts.named("practices")
def practices_by_topic(language: str) -> dict[str, int]:
    """Practices of the library by slug of the topic, each counted once. One query."""
    by_topic = shelf.of(reading_language(language)).bits["topic"]
    return {slug: bits.bit_count() for slug, bits in by_topic.items()}


@slots.fill("topic.sections", order=10)
def practices_of_topic(context: dict[str, Any]) -> str:
    """The latest practices of the topic, with a link to all."""
    topic, language = context["page"].topic, context["page"].locale.language_code
    practices = PracticePage.objects.open_in(reading_language(language)).filter(topics=topic)
    shown = list(practices.newest_first().with_facts()[: SHOWN + 1])
    if not shown:
        return ""
    return render_to_string(
        "practices/topic_section.html",
        {
            "rows": [rows.row(practice) for practice in shown[:SHOWN]],
            "more_url": f"/{reading_language(language)}/practices/?topic={topic.slug}",
        },
    )


def reading_language(language: str) -> str:
    """The language whose practices a reader of ``language`` is shown: English has none yet."""
    return language if language in {"ky", "ru"} else "ru"


@feeds.sections.named("practices")
def feed(language: str) -> list[Any]:
    """The latest practices of a language."""
    practices = PracticePage.objects.open_in(language).newest_first()
    told = practices.select_related("territory__parent__parent", "locale")
    return list(told.prefetch_related("topics", "steps", "results")[: feeds.LONGEST])


@slots.fill("dev.components")
def map_of_areas(context: dict[str, Any]) -> str:
    """The map of the library on the catalogue page, with counts made up."""
    return render_to_string("practices/map_sample.html", {"map": _sample_map()})


def _sample_map() -> dict[str, Any]:
    drawing = maps.country()
    units = [unit for unit in territories.oblasts_and_areas() if unit.parent_id is None]
    areas = maps.areas(
        drawing,
        units,
        count=lambda unit: units.index(unit) * 3,
        url=lambda unit: "#map",
        current=frozenset({units[1].pk} if units else ()),
    )
    return {"title": "…", "drawing": drawing, "areas": areas, "out_url": "#map"}
