"""The calendar of billing periods."""

import calendar
from datetime import UTC, datetime, timedelta


def after(start: int, interval: str, count: int, *, anchor: int) -> int:
    """The end of a period that begins at ``start``.

    A month keeps the day of the anchor where it has one, so that 31 January comes back after a
    short February.
    """
    begun = datetime.fromtimestamp(start, UTC)
    if interval in ("day", "week"):
        days = count * (7 if interval == "week" else 1)
        return int((begun + timedelta(days=days)).timestamp())
    months = count * (12 if interval == "year" else 1)
    year, month = divmod(begun.year * 12 + begun.month - 1 + months, 12)
    wanted = datetime.fromtimestamp(anchor, UTC).day
    day = min(wanted, calendar.monthrange(year, month + 1)[1])
    return int(begun.replace(year=year, month=month + 1, day=day).timestamp())
