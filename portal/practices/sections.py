"""What practices put on the pages of other rooms."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string

from portal.core import feeds, readers, skeletons, slots
from portal.core.navigation import reading_language
from portal.practices import on_topic, rows, shelf, strip
from portal.practices.adoptions import ledger
from portal.practices.models import PracticePage
from portal.territories import maps
from portal.territories import selectors as territories
from portal.topics.counts import counts


@counts.named("practices")
def practices_by_topic(language: str) -> dict[str, int]:
    """Practices of the library by slug of the topic, each counted once. One query."""
    by_topic = shelf.of(reading_language(language)).bits["topic"]
    return {slug: bits.bit_count() for slug, bits in by_topic.items()}


@slots.fill("topic.sections", order=10)
def practices_of_topic(context: dict[str, Any]) -> str:
    """The best practices of the topic, then the latest, with a link to all."""
    shelf = _shelf(context)
    if not shelf.best:
        return ""
    topic, language = context["page"].topic, context["page"].locale.language_code
    more_url = f"/{reading_language(language)}/practices/?topic={topic.slug}"
    return render_to_string(
        "practices/topic_section.html",
        {
            "best": [rows.row(practice) for practice in shelf.best],
            "rows": [rows.row(practice) for practice in shelf.newest],
            "more_url": more_url,
        },
    )


@slots.fill("topic.sections", order=70)
def people_of_topic(context: dict[str, Any]) -> str:
    """Who agreed to be asked about what was done."""
    people = _shelf(context).people
    return render_to_string("practices/topic_people.html", {"people": people}) if people else ""


@slots.fill("dev.components")
def ledger_sample(context: dict[str, Any]) -> str:
    """The ledger of adoptions on the catalogue page of components, made up."""
    return render_to_string("practices/adoptions_sample.html", {"ledger": ledger.sample()})


def _shelf(context: dict[str, Any]) -> on_topic.Shelf:
    """Asked once for both sections."""
    page = context["page"]
    if "_shelf" not in page.__dict__:
        language = reading_language(page.locale.language_code)
        page._shelf = on_topic.shelf(language, page.topic_id)
    shelf: on_topic.Shelf = page._shelf
    return shelf


@skeletons.places.named("practices.like")
def way_to_those_like_mine(request: HttpRequest | None, page: Any) -> str:
    """In the library: at once for those whose municipality is known, by a question for others."""
    state = request.GET.copy() if request is not None else QueryDict(mutable=True)
    user = request.user if request is not None else None
    asks = readers.municipality_of(user) is None
    state["pick" if asks else "sort"] = "1" if asks else "like"
    context = {"url": f"?{state.urlencode()}", "asks": asks}
    return render_to_string("practices/like_link.html", context)


@slots.fill("home.personal", order=10)
def for_your_municipality(context: dict[str, Any]) -> str:
    """On the first page: what municipalities like hers did."""
    territory_id = readers.municipality_of(context["request"].user)
    language = reading_language(context["page"].locale.language_code)
    found = strip.of(territory_id, language) if territory_id else None
    if found is None:
        return ""
    url = f"/{language}/practices/?sort=like"
    return render_to_string("practices/strip.html", {"strip": found, "url": url})


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
