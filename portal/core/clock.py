"""The one place that asks what time it is. Services take the moment as an argument."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def now() -> datetime:
    """The present moment, with a time zone."""
    return timezone.now()


def today() -> date:
    """Today's calendar day in Asia/Bishkek."""
    return timezone.localdate()


def start_of(day: date) -> datetime:
    """The first moment of ``day`` in Asia/Bishkek."""
    return timezone.make_aware(datetime.combine(day, time.min))


def end_of(day: date) -> datetime:
    """The first moment after ``day``: compare with ``<``."""
    return start_of(day + timedelta(days=1))
