"""Answers about what was asked, shaped for the report."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext_lazy as _

from portal.core.audience import Category
from search import choices
from search.models import AskedQuery, IndexCheck, Wish

_ROWS = 25
#: Fewer searches say nothing about whether hits are opened.
_ENOUGH = 5
_LOW = 0.2
_WHAT = {
    "missing": _("was missing"),
    "changed": _("was out of date"),
    "surplus": _("was there though it is gone"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """A period of searches, and the same length before it."""

    first: date
    last: date
    total: int
    total_before: int
    nothing: int
    opened: int
    top: list[dict[str, Any]]
    without_hits: list[dict[str, Any]]
    rarely_opened: list[dict[str, Any]]
    weeks: list[dict[str, Any]]
    categories: list[dict[str, Any]]
    wishes: list[dict[str, Any]]
    check: IndexCheck | None
    differed: list[dict[str, Any]]


def report(*, last: date, days: int) -> Report:
    """Everything the report shows, in a handful of questions."""
    first = last - timedelta(days=days - 1)
    asked = AskedQuery.objects.asked_between(first, last)
    before = AskedQuery.objects.asked_between(first - timedelta(days=days), first - timedelta(1))
    sums = asked.aggregate(
        total=Count("pk"), nothing=Count("pk", filter=Q(hits=0)), opened=Count("opened_rank")
    )
    words = asked.exclude(key="").by_words()
    often = list(words.filter(times__gte=_ENOUGH, most_hits__gt=0)[:500])
    check = IndexCheck.objects.first()
    return Report(
        first=first,
        last=last,
        total_before=before.count(),
        top=list(words[:_ROWS]),
        without_hits=list(words.filter(most_hits=0)[:_ROWS]),
        rarely_opened=[row for row in often if row["opened"] < _LOW * row["times"]][:_ROWS],
        weeks=_weeks(asked),
        categories=_categories(asked),
        wishes=_wishes(),
        check=check,
        differed=_differed(check),
        **sums,
    )


def _wishes() -> list[Any]:
    waiting = Wish.objects.open().values("text").annotate(times=Count("pk"))
    return list(waiting.order_by("-times")[:_ROWS])


def _differed(check: IndexCheck | None) -> list[dict[str, Any]]:
    """What differed at the last comparison, in words of the reader."""
    examples = check.examples if check else []
    return [
        {**one, "what": _WHAT[one["what"]], "kind": choices.KINDS.get(one["kind"], one["kind"])}
        for one in examples
        if isinstance(one, dict)
    ]


def _weeks(asked: Any) -> list[dict[str, Any]]:
    counted = asked.annotate(week=TruncWeek("asked_on")).values("week")
    return list(
        counted.annotate(
            times=Count("pk"), nothing=Count("pk", filter=Q(hits=0)), opened=Count("opened_rank")
        ).order_by("week")
    )


def _categories(asked: Any) -> list[dict[str, Any]]:
    names = dict(Category.choices)
    counted = asked.exclude(category="").values("category")
    rows = counted.annotate(
        times=Count("pk"), nothing=Count("pk", filter=Q(hits=0)), opened=Count("opened_rank")
    ).order_by("-times")
    return [{**row, "name": names.get(row["category"], row["category"])} for row in rows]
