"""What the client base needs every day."""

from datetime import date, timedelta

from membership.clients import services
from portal.core import clock, daily

_LISTS_FOR = timedelta(days=7)


@daily.jobs.named("clients.forget_unused_lists")
def forget_unused_lists(day: date) -> None:
    """Lists of people that nobody took over within a week."""
    services.forget_unused_lists(before=clock.start_of(day) - _LISTS_FOR)


@daily.jobs.named("clients.forget_unanswered")
def forget_unanswered(day: date) -> None:
    """People from lists who never answered and whose link has run out."""
    services.forget_unanswered(at=clock.start_of(day))
