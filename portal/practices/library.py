"""The library of practices as readers narrow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.utils.translation import gettext as _

from portal.practices import rows
from portal.practices.models import PracticePage
from portal.practices.querysets import PracticePageQuerySet
from portal.territories import selectors as territories
from portal.territories.models import Territory
from portal.topics.models import Topic

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a facet."""

    name: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list."""

    title: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader narrowed the list to; what is unknown is left out."""

    topic: str = ""
    oblast: str = ""
    outcome: str = ""

    def address(self, **changed: str) -> str:
        """The list with one choice changed; an empty value takes a choice back."""
        wanted = {"topic": self.topic, "oblast": self.oblast, "outcome": self.outcome, **changed}
        query = urlencode({name: value for name, value in wanted.items() if value})
        return f"?{query}" if query else "?"


def shelf(language: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    """What the page of the library shows: one part of the list, and the facets with counts."""
    topics = list(Topic.objects.in_order())
    oblasts = territories.oblasts()
    wanted = _wanted(parameters, topics, oblasts)
    every = PracticePage.objects.open_in(language)
    found = _narrowed(every, wanted, topics, oblasts)
    paginator = Paginator(found.newest_first().with_facts(), PER_PAGE)
    part = paginator.get_page(parameters.get("page"))
    return {
        "part": part,
        "rows": [rows.row(practice) for practice in part],
        "facets": [
            _topic_facet(every, wanted, topics, oblasts),
            _oblast_facet(every, wanted, topics, oblasts),
            _outcome_facet(every, wanted, topics, oblasts),
        ],
        "is_narrowed": wanted != Wanted(),
    }


def _wanted(parameters: Mapping[str, str], topics: list[Topic], oblasts: list[Territory]) -> Wanted:
    def known(name: str, values: list[str | None]) -> str:
        value = parameters.get(name, "")
        return value if value in values else ""

    return Wanted(
        topic=known("topic", [topic.slug for topic in topics]),
        oblast=known("oblast", [oblast.soate for oblast in oblasts]),
        outcome=known("outcome", list(PracticePage.Outcome.values)),
    )


def _narrowed(
    every: PracticePageQuerySet,
    wanted: Wanted,
    topics: list[Topic],
    oblasts: list[Territory],
    *,
    leaving: str = "",
) -> PracticePageQuerySet:
    """The practices wanted; ``leaving`` names the facet whose own choice does not count."""
    if wanted.topic and leaving != "topic":
        every = every.filter(topics__in=[one.pk for one in topics if one.slug == wanted.topic])
    if wanted.oblast and leaving != "oblast":
        oblast = next(one for one in oblasts if one.soate == wanted.oblast)
        every = every.filter(territory__in=Territory.objects.inside(oblast.pk).values("pk"))
    if wanted.outcome and leaving != "outcome":
        every = every.filter(outcome=wanted.outcome)
    return every


def _topic_facet(
    every: PracticePageQuerySet, wanted: Wanted, topics: list[Topic], oblasts: list[Territory]
) -> Facet:
    numbers = _counted(_narrowed(every, wanted, topics, oblasts, leaving="topic"), "topics")
    choices = [
        _choice(wanted, "topic", topic.slug, topic.title, numbers.get(topic.pk, 0))
        for topic in topics
    ]
    return Facet(title=_("Topic"), choices=[one for one in choices if one.count or one.is_current])


def _oblast_facet(
    every: PracticePageQuerySet, wanted: Wanted, topics: list[Topic], oblasts: list[Territory]
) -> Facet:
    numbers = by_oblast(_narrowed(every, wanted, topics, oblasts, leaving="oblast"))
    choices = [
        _choice(wanted, "oblast", oblast.soate or "", oblast.name, numbers.get(oblast.pk, 0))
        for oblast in oblasts
    ]
    return Facet(title=_("Oblast"), choices=[one for one in choices if one.count or one.is_current])


def _outcome_facet(
    every: PracticePageQuerySet, wanted: Wanted, topics: list[Topic], oblasts: list[Territory]
) -> Facet:
    numbers = _counted(_narrowed(every, wanted, topics, oblasts, leaving="outcome"), "outcome")
    choices = [
        _choice(wanted, "outcome", value, str(label), numbers.get(value, 0))
        for value, label in PracticePage.Outcome.choices
    ]
    return Facet(title=_("Outcome"), choices=choices)


def _choice(wanted: Wanted, facet: str, value: str, name: str, count: int) -> Choice:
    is_current = getattr(wanted, facet) == value
    url = wanted.address(**{facet: "" if is_current else value})
    return Choice(name=name, url=url, count=count, is_current=is_current)


def _counted(practices: PracticePageQuerySet, field: str) -> dict[Any, int]:
    pairs = practices.order_by().values_list(field).annotate(Count("pk", distinct=True))
    return dict(pairs)


def by_oblast(practices: PracticePageQuerySet) -> dict[int, int]:
    """The number of practices by the id of the oblast or capital they lie in. One query."""
    levels = ("territory", "territory__parent", "territory__parent__parent")
    numbers: dict[int, int] = {}
    counted = practices.order_by().values_list(*levels).annotate(Count("pk", distinct=True))
    for *ids, number in counted:
        top = next(one for one in reversed(ids) if one is not None)
        numbers[top] = numbers.get(top, 0) + number
    return numbers
