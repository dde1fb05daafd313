"""What accounts need every day."""

from datetime import date, datetime, time, timedelta

from django.core.management import call_command
from django.utils import timezone

from membership.accounts import services
from portal.core import daily

UNPROVEN_FOR = timedelta(days=7)


@daily.jobs.named("accounts.forget_unproven")
def forget_unproven(day: date) -> None:
    """Delete accounts whose owner did not type the code within a week."""
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    services.forget_unproven(before=midnight - UNPROVEN_FOR)


@daily.jobs.named("accounts.clear_sessions")
def clear_sessions(_day: date) -> None:
    """Delete the sessions that have run out."""
    call_command("clearsessions")
