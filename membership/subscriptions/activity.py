"""Whom the magazine knows and serves: sponsored and free terms count like paid ones."""

from datetime import date
from typing import Any

from django.db.models import Min, QuerySet

from membership.clients import activity
from membership.subscriptions.models import Term
from membership.subscriptions.states import State
from portal.core.audience import Service


def _known(day: date) -> "QuerySet[Any, int]":
    return _subscribers(Term.objects.filter(starts_on__lte=day).exclude(state=State.CANCELLED))


def _active(day: date) -> "QuerySet[Any, int]":
    return _subscribers(Term.objects.giving_access_on(day))


def _subscribers(terms: "QuerySet[Term]") -> "QuerySet[Any, int]":
    return terms.order_by().values_list("subscriber_id", flat=True).distinct()


def _standings(ids: list[int], today: date) -> dict[int, tuple[date, date | None]]:
    """A term counted in issues lasts as long as there are issues: it has no last day."""
    begun = Term.objects.filter(subscriber__in=ids).exclude(state=State.CANCELLED).order_by()
    since = dict(begun.values_list("subscriber").annotate(since=Min("starts_on")))
    if not since:
        return {}
    serving = Term.objects.giving_access_on(today).filter(subscriber__in=ids).order_by()
    ended = begun.exclude(ends_on=None).filter(state=State.OPEN, ends_on__lt=today)
    until: dict[int, date] = {}
    for subscriber, last in [
        *ended.values_list("subscriber", "ends_on"),
        *serving.values_list("subscriber", "ends_on"),
    ]:
        until[subscriber] = max(until.get(subscriber, date.min), last or date.max)
    return {subscriber: (first, until.get(subscriber)) for subscriber, first in since.items()}


activity.services.add(
    Service.MAGAZINE, activity.Activity(known=_known, active=_active, standings=_standings)
)
