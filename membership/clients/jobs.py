"""Every day the standings of clients are derived anew and compared with what was kept."""

from datetime import date

from membership.clients import services
from portal.core import daily


@daily.jobs.named("clients.check_standings")
def check_standings(today: date) -> None:
    """What the same writes keep is proven against the full count."""
    services.check_standings(today)
