"""What events need every day."""

from datetime import date

from portal.core import clock, daily
from portal.events import services


@daily.jobs.named("events.empty_old_sheets")
def empty_old_sheets(day: date) -> None:
    """Names of sheets that nobody took over are not kept."""
    services.empty_old_sheets(before=clock.start_of(day))
