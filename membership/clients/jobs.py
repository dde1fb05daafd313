"""What the client base needs every day."""

from datetime import date, timedelta

from membership.clients import bulk, services
from membership.clients.duplicates import search
from membership.clients.models import Client
from membership.clients.sheets import keeping
from membership.clients.together import undoing
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


@daily.jobs.named("clients.remind_of_tasks")
def remind_of_tasks(day: date) -> None:
    """In the morning everybody is told what she promised for today."""
    services.remind_of_tasks(day=day)


@daily.jobs.named("clients.look_for_duplicates")
def look_for_duplicates(day: date) -> None:
    """Whoever changed since yesterday is compared with those who share something with her."""
    search.look_through_all(at=clock.now(), key=f"daily:{day}")


@daily.jobs.named("clients.forget_sheets")
def forget_sheets(day: date) -> None:
    """Spreadsheets are not kept longer than they can be taken back."""
    keeping.forget_old(before=clock.start_of(day))


@daily.jobs.named("clients.forget_deeds")
def forget_deeds(day: date) -> None:
    """Deeds on many clients are known by cards as long as they can be taken back."""
    undoing.forget_old(before=clock.start_of(day))


@daily.jobs.named("clients.lay_indexes_anew")
def lay_indexes_anew(_day: date) -> None:
    """Large segments are counted a fifth quicker from indexes without holes."""
    bulk.lay_anew(*(index.name for index in Client._meta.indexes if "category" in index.fields))


@daily.jobs.named("clients.check_standings")
def check_standings(today: date) -> None:
    """What the same writes keep is proven against the full count."""
    services.check_standings(today)


@daily.jobs.named("clients.check_seen")
def check_seen(_day: date) -> None:
    """So is the last visit kept on each card."""
    services.check_seen()
