"""The fifteen topics and their pages in three languages."""

from pathlib import Path
from typing import Any

import yaml
from wagtail.models import Page

from portal.core import prose, roles, tree
from portal.topics.models import Topic, TopicIndexPage, TopicPage

_DATA = Path(__file__).parent / "data" / "topics.yaml"
_INDEX = {
    "ky": {
        "title": "Темалар",
        "summary": (
            "Ичүүчү суудан бюджетке чейин он беш тема: тажрыйбалар, макалалар жана "
            "жооптор бир жерде."
        ),
    },
    "ru": {
        "title": "Темы",
        "summary": (
            "Пятнадцать тем, от питьевой воды до бюджета: практики, статьи и ответы в одном месте."
        ),
    },
    "en": {
        "title": "Topics",
        "summary": (
            "Fifteen topics, from drinking water to the budget: practices, "
            "articles and answers together."
        ),
    },
}


def lay() -> None:
    """Make the topics that are missing, and a page for each in every language."""
    home = Page.objects.get(slug="home-ky", depth=2)
    tree.section(TopicIndexPage, parent=home, slug="topics", titles=_INDEX)
    rows = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    known = {topic.slug: topic for topic in Topic.objects.all()}
    planted = set(TopicPage.objects.values_list("topic__slug", "locale__language_code"))
    for position, row in enumerate(rows, start=1):
        topic = known.get(row["slug"]) or _make_topic(position, row)
        if missing := [language for language in _INDEX if (topic.slug, language) not in planted]:
            _plant_pages(topic, row, missing)
    deeds = ("add", "change", "view")
    roles.grant(roles.CONTENT_ADMINISTRATOR, *(f"topics.{deed}_topic" for deed in deeds))


def _make_topic(position: int, row: dict[str, Any]) -> Topic:
    titles = {f"title_{language}": title for language, title in row["title"].items()}
    return Topic.objects.create(slug=row["slug"], position=position, sign=row["sign"], **titles)


def _plant_pages(topic: Topic, row: dict[str, Any], languages: list[str]) -> None:
    twin = TopicPage.objects.filter(topic=topic).first()
    for language in languages:
        parent = TopicIndexPage.objects.get(locale__language_code=language)
        page = TopicPage(
            topic=topic,
            title=topic.title_in(language),
            slug=topic.slug,
            summary=row["summary"][language],
            introduction=prose.paragraphs(row["introduction"][language]),
        )
        planted = tree.plant(parent, page, language=language, twin=twin)
        twin = twin or planted
