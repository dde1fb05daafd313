"""The page of all events as readers narrow it, and the calendars to follow."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from portal.core import clock
from portal.core.narrowing import Facet, Wanted
from portal.events import selectors
from portal.events.models import EventPage
from portal.territories import selectors as territories
from portal.territories.models import Territory
from portal.topics.models import Topic

PER_PAGE = 20
#: As many events as a calendar holds; those of the last quarter stay in it.
LONGEST = 200


def shown(language: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Coming events, one part of the past ones, and the facets with counts over both."""
    now = clock.now()
    topics, oblasts = list(Topic.objects.in_order()), territories.oblasts()
    options: dict[str, list[tuple[str, Any]]] = {
        "topic": [(topic.slug, topic.title) for topic in topics],
        "oblast": [(one.soate or "", one.name) for one in oblasts],
        "form": [("online", _("Online")), ("place", _("In person"))],
    }
    known = {name: [value for value, _label in pairs] for name, pairs in options.items()}
    wanted = Wanted.read(parameters, known)
    every = selectors.open_in(language)
    found = _narrowed(every, wanted, oblasts)
    old = found.filter(ends_at__lt=now).order_by("-starts_at", "-pk")
    new = found.filter(ends_at__gte=now).order_by("starts_at", "pk")
    part = Paginator(old, PER_PAGE).get_page(parameters.get("page"))
    return {
        "coming": selectors.rows(new),
        "part": part,
        "past": selectors.rows(part),
        "facets": _facets(every, wanted, oblasts, options),
        "is_narrowed": bool(wanted),
        "unknown": wanted.unknown,
        "wanted": wanted.chosen,
    }


def _narrowed(
    every: QuerySet[EventPage], wanted: Wanted, oblasts: Iterable[Territory]
) -> QuerySet[EventPage]:
    if topic := wanted.get("topic"):
        every = every.filter(topics__slug=topic)
    if code := wanted.get("oblast"):
        oblast = next(one for one in oblasts if one.soate == code)
        every = every.filter(territory__in=Territory.objects.inside(oblast.pk).values("pk"))
    if form := wanted.get("form"):
        every = every.filter(is_online=form == "online")
    return every


def _facets(
    every: QuerySet[EventPage],
    wanted: Wanted,
    oblasts: list[Territory],
    options: dict[str, list[tuple[str, Any]]],
) -> list[Facet]:
    def counted(name: str, *fields: str) -> list[tuple[Any, ...]]:
        rest = _narrowed(every, wanted.without(name), oblasts).order_by()
        return list(rest.values_list(*fields).annotate(Count("pk", distinct=True)))

    by_oblast: dict[str, int] = {}
    levels = ("territory__soate", "territory__parent__soate", "territory__parent__parent__soate")
    for *codes, number in counted("oblast", *levels):
        top = next((code for code in reversed(codes) if code), "")
        by_oblast[top] = by_oblast.get(top, 0) + number
    forms = {"online" if online else "place": n for online, n in counted("form", "is_online")}
    return [
        wanted.facet(_("Form"), "form", options["form"], forms),
        wanted.facet(_("Topic"), "topic", options["topic"], dict(counted("topic", "topics__slug"))),
        wanted.facet(_("Oblast"), "oblast", options["oblast"], by_oblast),
    ]


def calendar(language: str, *, topic: str = "", oblast: Territory | None = None) -> list[EventPage]:
    """The events of a calendar to follow: all, on a topic, or in an oblast; the latest first."""
    events = selectors.open_in(language).order_by("-starts_at", "-pk")
    if topic:
        events = events.filter(topics__slug=topic)
    if oblast is not None:
        events = events.filter(territory__in=Territory.objects.inside(oblast.pk).values("pk"))
    return list(events[:LONGEST])
