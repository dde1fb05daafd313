"""Answers about news."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import formats

from portal.news.models import NewsPage


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of news as a row of a list."""

    url: str
    title: str
    note: str
    facts: list[str]


def latest(language: str) -> QuerySet[NewsPage]:
    """Published news of a language, the latest first."""
    news: QuerySet[NewsPage] = NewsPage.objects.live().filter(locale__language_code=language)
    return news.order_by("-published_on", "-pk")


def row(news: NewsPage) -> Row:
    """What a list shows of a piece of news."""
    day = formats.date_format(news.published_on, "DATE_FORMAT")
    return Row(url=news.url or "/", title=news.title, note=news.summary, facts=[day])
