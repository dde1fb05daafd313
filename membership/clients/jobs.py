"""What the client base needs every day."""

from datetime import date

from membership.clients import services
from portal.core import daily


@daily.jobs.named("clients.remind_of_tasks")
def remind_of_tasks(day: date) -> None:
    """In the morning everybody is told what she promised for today."""
    services.remind_of_tasks(day=day)
