"""Whom the magazine knows and serves: sponsored and free terms count like paid ones."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

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


activity.services.add(Service.MAGAZINE, activity.Activity(known=_known, active=_active))
