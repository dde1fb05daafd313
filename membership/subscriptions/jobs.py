"""What subscriptions do each day."""

from datetime import date

from membership.subscriptions import services
from portal.core import clock, daily


@daily.jobs.named("subscriptions.renew_by_card")
def renew_by_card(day: date) -> None:
    """Tell of charges to come, charge what is due, end what nobody can charge any more."""
    services.renew_by_card(day=day, at=clock.now())


@daily.jobs.named("subscriptions.remind")
def remind_of_ends(day: date) -> None:
    """Letters about terms that end; a day without a worker is caught up with one letter."""
    services.remind_of_ends(day=day, at=clock.now())
