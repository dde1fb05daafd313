"""Atom feeds on one topic or of one oblast, in one language: practices, news, events.

News stand in no oblast: they are told of the whole country.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.core import feeds
from portal.events import agenda
from portal.news import selectors as news
from portal.opendata import library
from portal.opendata.errors import UnknownChoice
from portal.practices.models import PracticePage
from portal.territories.models import Territory
from portal.topics.models import Topic


@require_safe
def of_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest practices on a topic."""
    topic = _topic(slug)
    return feeds.answer(request, _latest(topic=slug), about=topic.title)


@require_safe
def of_oblast(request: HttpRequest, soate: str) -> HttpResponse:
    """The latest practices of an oblast or a capital."""
    oblast = _oblast(soate)
    return feeds.answer(request, _latest(oblast=soate), about=oblast.name)


@require_safe
def news_of_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest news on a topic."""
    topic = _topic(slug)
    found = news.latest(get_language() or "ky").filter(topics=topic).prefetch_related("topics")
    return feeds.answer(request, list(found[: feeds.LONGEST]), about=topic.title)


@require_safe
def events_of_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Events on a topic, the latest first."""
    topic = _topic(slug)
    found = agenda.calendar(get_language() or "ky", topic=slug)
    return feeds.answer(request, found[: feeds.LONGEST], about=topic.title)


@require_safe
def events_of_oblast(request: HttpRequest, soate: str) -> HttpResponse:
    """Events in an oblast or a capital, the latest first."""
    oblast = _oblast(soate)
    found = agenda.calendar(get_language() or "ky", oblast=oblast)
    return feeds.answer(request, found[: feeds.LONGEST], about=oblast.name)


def _topic(slug: str) -> Topic:
    try:
        return library.topic_called(slug)
    except UnknownChoice as unknown:
        raise Http404 from unknown


def _oblast(soate: str) -> Territory:
    try:
        return library.oblast_called(soate)
    except UnknownChoice as unknown:
        raise Http404 from unknown


def _latest(*, topic: str = "", oblast: str = "") -> list[PracticePage]:
    pages = PracticePage.objects.open_in(get_language() or "ky").public().newest_first()
    told = library.narrowed(pages, topic=topic, oblast=oblast).select_related(
        "territory__parent__parent", "locale"
    )
    return list(told.prefetch_related("topics", "steps", "results")[: feeds.LONGEST])
