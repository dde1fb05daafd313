"""Sample events, marked as such in the data."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from portal.core import clock, prose, tree
from portal.events.models import EventIndexPage, EventPage
from portal.territories import selectors as territories
from portal.topics.models import Topic

_FILE = Path(__file__).parent / "demo" / "events.yaml"


def load() -> None:
    """Publish every sample event in its languages."""
    for sample in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        twin: EventPage | None = None
        for language in sample["texts"]:
            index = EventIndexPage.objects.get(locale__language_code=language)
            page = tree.plant(index, _page(sample, language), language=language, twin=twin)
            twin = tree.publish(page, at=clock.now())


def _page(sample: dict[str, Any], language: str) -> EventPage:
    texts, code = sample["texts"][language], sample.get("territory")
    page = EventPage(
        live=False,
        is_sample=True,
        slug=sample["slug"],
        title=texts["title"],
        summary=texts["summary"],
        body=prose.paragraphs(texts["body"]),
        starts_at=_moment(sample["starts_at"]),
        ends_at=_moment(sample["ends_at"]),
        is_online=sample.get("online", False),
        place=sample["place"][language],
        territory=territories.by_soate(code) if code else None,
        capacity=sample.get("capacity"),
    )
    page.topics = Topic.objects.filter(slug__in=sample["topics"])
    return page


def _moment(written: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(str(written)))
