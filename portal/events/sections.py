"""What events put on the pages of other rooms."""

from typing import Any

from django.template.loader import render_to_string

from portal.core import clock, feeds, slots
from portal.events import selectors

SHOWN = 5


@slots.fill("topic.sections", order=60)
def events_of_topic(context: dict[str, Any]) -> str:
    """The next events on the topic."""
    page = context["page"]
    events = selectors.upcoming(page.locale.language_code, clock.now()).filter(topics=page.topic)
    rows = selectors.rows(events[:SHOWN])
    return render_to_string("events/section.html", {"rows": rows}) if rows else ""


@feeds.sections.named("events")
def feed(language: str) -> list[Any]:
    """The next events of a language."""
    events = selectors.upcoming(language, clock.now())
    told = events.select_related("territory__parent__parent", "project__donor", "locale")
    return list(told.prefetch_related("topics")[: feeds.LONGEST])
