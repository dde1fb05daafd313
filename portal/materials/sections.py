"""What materials put on the pages of other rooms."""

from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string

from portal.core import feeds, slots
from portal.core.navigation import reading_language
from portal.materials import selectors
from portal.materials.models import MaterialPage
from portal.topics.counts import counts

SHOWN = 5


@counts.named("materials")
def materials_by_topic(language: str) -> dict[str, int]:
    """Published materials of a language by slug of the topic."""
    materials = MaterialPage.objects.open_in(reading_language(language)).order_by()
    return dict(materials.values_list("topics__slug").annotate(Count("pk", distinct=True)))


@slots.fill("topic.sections", order=30)
def materials_of_topic(context: dict[str, Any]) -> str:
    """The newest materials on the topic, with a link to all."""
    topic = context["page"].topic
    language = reading_language(context["page"].locale.language_code)
    found = MaterialPage.objects.open_in(language).filter(topics=topic).newest_first()
    rows = [selectors.row(one) for one in found.select_related("organisation", "locale")[:SHOWN]]
    more_url = f"/{language}/materials/?topic={topic.slug}"
    return (
        render_to_string("materials/section.html", {"rows": rows, "more_url": more_url})
        if rows
        else ""
    )


@feeds.sections.named("materials")
def feed(language: str) -> list[Any]:
    """The newest materials of a language."""
    found = MaterialPage.objects.open_in(language).order_by("-first_published_at", "-pk")
    told = found.select_related("organisation", "locale").prefetch_related("topics")
    return list(told[: feeds.LONGEST])
