"""Answers about topics, shaped for menus and lists."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from portal.core.aggregates import Listed
from portal.core.navigation import Place
from portal.topics import counts
from portal.topics.models import Topic, TopicPage, TopicPick


@dataclass(frozen=True, slots=True)
class Tile:
    """A topic in a list of topics, with the number of things on it."""

    name: str
    url: str
    sign: str
    count: int


def open_pages(language: str) -> list[TopicPage]:
    """The published topic pages of a language, in the order of the topics. One query."""
    pages = TopicPage.objects.live().filter(locale__language_code=language)
    return list(pages.select_related("topic").order_by("topic__position"))


def menu(language: str) -> list[Place]:
    """The topics of a language as links. One query."""
    return [
        Place(name=page.title, url=page.url or "/", sign=page.topic.sign, key=page.topic.slug)
        for page in open_pages(language)
    ]


def tiles(places: list[Place], language: str) -> list[Tile]:
    """Topics with what there is on each in the language."""
    numbers = counts.by_topic(language)
    return [
        Tile(name=one.name, url=one.url, sign=one.sign, count=numbers.get(one.key, 0))
        for one in places
    ]


def picks() -> "QuerySet[TopicPick]":
    """What editors put first, for a room to narrow to its own pages: by topic and page key."""
    rows: QuerySet[TopicPick] = TopicPick.objects.order_by("sort_order", "pk")
    return rows


def slugs_listed(page_type: Any) -> Subquery:
    """The slugs of the topics of a page of the outer query, as one list or None.

    ``navigation.topic_links`` knows their names and addresses on every page already.
    """
    links = page_type.topics.through.objects
    to_page = page_type.topics.field.m2m_field_name()
    mine = links.filter(**{to_page: OuterRef("pk")}).order_by().values(to_page)
    return Subquery(mine.annotate(slugs=Listed("topic__slug")).values("slugs"))


def ids_of(slugs: list[str]) -> list[int]:
    """Ids of the topics with these slugs; unknown ones are left out."""
    return list(Topic.objects.filter(slug__in=slugs).values_list("pk", flat=True))


def choices() -> list[tuple[int, str]]:
    """Topics for a form, in the language of the page."""
    return [(topic.pk, topic.title) for topic in Topic.objects.in_order()]
