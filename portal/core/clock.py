"""The one place that asks what time it is. Services take the moment as an argument."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, with a time zone."""
    return timezone.now()


def today() -> date:
    """Today's calendar day in Asia/Bishkek."""
    return timezone.localdate()
