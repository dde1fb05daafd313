"""Atom feeds of practices on one topic or of one oblast, in one language."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.core import feeds
from portal.opendata import library
from portal.opendata.errors import UnknownChoice
from portal.practices.models import PracticePage


@require_safe
def of_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest practices on a topic."""
    try:
        topic = library.topic_called(slug)
    except UnknownChoice as unknown:
        raise Http404 from unknown
    return feeds.answer(request, _latest(topic=slug), about=topic.title)


@require_safe
def of_oblast(request: HttpRequest, soate: str) -> HttpResponse:
    """The latest practices of an oblast or a capital."""
    try:
        oblast = library.oblast_called(soate)
    except UnknownChoice as unknown:
        raise Http404 from unknown
    return feeds.answer(request, _latest(oblast=soate), about=oblast.name)


def _latest(*, topic: str = "", oblast: str = "") -> list[PracticePage]:
    pages = PracticePage.objects.open_in(get_language() or "ky").public().newest_first()
    told = library.narrowed(pages, topic=topic, oblast=oblast).select_related(
        "territory__parent__parent", "locale"
    )
    return list(told.prefetch_related("topics", "steps", "results")[: feeds.LONGEST])
