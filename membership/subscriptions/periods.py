"""Lengths of terms."""

import calendar
from datetime import date, timedelta


def last_day(first: date, months: int) -> date:
    """The last day of ``months`` months that begin on ``first``: 3 March + 12 is 2 March."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    day = min(first.day, calendar.monthrange(year, month + 1)[1])
    following = date(year, month + 1, day)
    # From 31 January one month ends on the last day of February, not on the day before it.
    return following if day < first.day else following - timedelta(days=1)
