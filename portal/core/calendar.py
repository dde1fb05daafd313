"""Working days of the Kyrgyz Republic: weekends, public holidays, and the days the state moves."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from portal.core.models import MovedDay


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("KG", years=year))


def working_days_after(start: date, count: int) -> date:
    """The day that is ``count`` working days after ``start``; ``start`` itself does not count."""
    horizon = start + timedelta(days=3 * count + 40)
    moved = dict(
        MovedDay.objects.filter(day__range=(start, horizon)).values_list("day", "is_working")
    )
    day = start
    while count > 0:
        day += timedelta(days=1)
        ordinary = day.weekday() < 5 and day not in _public_holidays(day.year)
        count -= moved.get(day, ordinary)
    return day
