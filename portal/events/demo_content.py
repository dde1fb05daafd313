"""Sample events, marked as such in the data, with people who come to them."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from portal.core import clock, demo_files, prose, tree
from portal.events import demo_people
from portal.events.models import EventFile, EventIndexPage, EventPage, Roll
from portal.partners.models import Project
from portal.territories import selectors as territories
from portal.topics.models import Topic

_FILE = Path(__file__).parent / "demo" / "events.yaml"
_SLIDES = {"ky": "Слайддар", "ru": "Слайды"}


def load() -> None:
    """Publish every sample event in its languages; days are counted from today."""
    for sample in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        pages: list[EventPage] = []
        for language in sample["texts"]:
            index = EventIndexPage.objects.get(locale__language_code=language)
            twin = pages[-1] if pages else None
            page = tree.plant(index, _page(sample, language), language=language, twin=twin)
            pages.append(tree.publish(page, at=clock.now()))
        roll = Roll.objects.get(event_key=pages[0].translation_key)
        demo_people.come(roll, number=sample["people"], came=sample.get("came", 0), at=clock.now())
        if sample.get("cancelled"):
            _call_off(pages[0])


def _page(sample: dict[str, Any], language: str) -> EventPage:
    texts, code = sample["texts"][language], sample.get("territory")
    starts_at, ends_at = (_moment(sample["in_days"], hour) for hour in sample["hours"])
    page = EventPage(
        live=False,
        is_sample=True,
        slug=sample["slug"],
        title=texts["title"],
        summary=texts["summary"],
        body=prose.paragraphs(texts["body"]),
        starts_at=starts_at,
        ends_at=ends_at,
        is_online=sample.get("online", False),
        place=sample["place"][language],
        territory=territories.by_soate(code) if code else None,
        capacity=sample.get("capacity"),
        join_url=sample.get("join_url", ""),
        recording_url=sample.get("recording_url", ""),
        project=Project.objects.filter(slug=sample.get("project", "")).first(),
    )
    page.topics = Topic.objects.filter(slug__in=sample["topics"])
    if sample.get("slides"):
        page.files = [EventFile(title=_SLIDES[language], document=_slides(sample, language))]
    return page


def _moment(days: int, hour: str) -> datetime:
    """An hour of a day counted from today; what falls on a Sunday waits for Monday."""
    day = clock.today() + timedelta(days=days)
    day += timedelta(days=int(day.isoweekday() == 7))
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))


def _slides(sample: dict[str, Any], language: str) -> Any:
    texts = sample["texts"][language]
    paragraphs = texts["body"].strip().split("\n\n")
    pages = [(texts["title"], [texts["summary"]])]
    pages += [(f"{number}", [text]) for number, text in enumerate(paragraphs, start=1)]
    name = f"{sample['slug']}-{language}.pdf"
    return demo_files.kept(texts["title"], name, demo_files.slides(pages))


def _call_off(page: EventPage) -> None:
    page.is_cancelled = True
    tree.publish(page)
