"""What events put on the pages of other rooms."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from portal.core import clock, feeds, skeletons, slots
from portal.events import details, selectors

SHOWN = 5


@skeletons.places.named("event.registration")
def place_of_reader(request: HttpRequest | None, page: Any) -> str:
    """Her place at the event for whoever has registered; the way to register for the others."""
    if request is not None and (found := details.place_of(page, request.user)):
        return render_to_string("events/my_place.html", found)
    return render_to_string("events/way_in.html", details.door_of(page)) if page else ""


@skeletons.places.named("event.door")
def list_at_the_door(request: HttpRequest | None, page: Any) -> str:
    """The way to the list, for those who take attendance."""
    if request is None or not request.user.has_perm("events.change_registration"):
        return ""
    return render_to_string("events/door_link.html", {"page": page})


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
