"""What news put on the pages of other rooms."""

from typing import Any

from django.template.loader import render_to_string

from portal.core import feeds, slots
from portal.news import selectors

SHOWN = 5


@slots.fill("topic.sections", order=50)
def news_of_topic(context: dict[str, Any]) -> str:
    """The latest news on the topic."""
    page = context["page"]
    news = selectors.latest(page.locale.language_code).filter(topics=page.topic)[:SHOWN]
    rows = [selectors.row(one) for one in news]
    return render_to_string("news/section.html", {"rows": rows}) if rows else ""


@feeds.sections.named("news")
def feed(language: str) -> list[Any]:
    """The latest news of a language."""
    news = selectors.latest(language).prefetch_related("topics")
    return list(news[: feeds.LONGEST])
