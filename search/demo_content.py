"""Sample searches, wishes and promoted pages, so that the report says something."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from portal.core import clock, letters
from portal.core.audience import Category
from portal.topics.models import TopicPage
from search import checking, log, queries, services
from search.models import AskedQuery, PromotedResult, Wish

_FILE = Path(__file__).parent / "demo" / "searches.yaml"
_DAYS = 90
#: Of a hundred searches, those of readers who agreed that their audience is kept.
_WITH_CATEGORY = 40
_SEED = 180


def load() -> None:
    """Lay ninety days of searches up to today, who waits for what, and three promoted pages."""
    sample = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    today = clock.today()
    chance = random.Random(_SEED)  # noqa: S311  the sample is to be the same every time
    for text, locale, times, opened in sample["asked"]:
        AskedQuery.objects.bulk_create(_asked(text, locale, times, opened, today, chance))
    for text, locale, email in sample["wishes"]:
        Wish.objects.create(text=text, locale=locale, email=email, confirmed_at=clock.now())
    for row in sample["promoted"]:
        _promote(row)
    checking.check(at=clock.now(), repair=True)
    log.offer_earlier_searches(today)


def _asked(
    text: str, locale: str, times: int, opened: int, today: date, chance: random.Random
) -> list[AskedQuery]:
    hits = services.ask(text, prefers=locale, today=today).total
    key = " ".join(letters.fold(word) for word in queries.read(text).shown())
    return [
        AskedQuery(
            text=text,
            key=key,
            locale=locale,
            hits=hits,
            category=_category(chance),
            opened_rank=_rank(hits, chance) if chance.randrange(100) < opened else None,
            # more people come from month to month
            asked_on=today - timedelta(days=int(_DAYS * chance.random() ** 1.4)),
        )
        for _ in range(times)
    ]


def _category(chance: random.Random) -> str:
    if chance.randrange(100) >= _WITH_CATEGORY:
        return ""
    return chance.choices(Category.values, (30, 4, 6, 12, 10, 5, 4, 14))[0]


def _rank(hits: int, chance: random.Random) -> int | None:
    return min(chance.choices((1, 2, 3, 5), (6, 3, 2, 1))[0], hits) or None


def _promote(row: dict[str, Any]) -> None:
    for language, words in row["words"].items():
        page = TopicPage.objects.filter(
            topic__slug=row["topic"], locale__language_code=language
        ).first()
        if page:
            PromotedResult.objects.create(words=words, page=page, note=row["note"][language])
