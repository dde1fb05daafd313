"""The roll follows the published page, and so do the pages in the other languages."""

from datetime import datetime

from django.db import transaction

from portal.core.shared_facts import write_on_twins
from portal.events.models import EventPage, Roll
from portal.events.services import correspondence, registering

#: Facts of an event that are the same in every language.
SHARED = (
    "starts_at",
    "ends_at",
    "is_cancelled",
    "is_online",
    "territory",
    "project",
    "takes_registrations",
    "capacity",
    "registration_closes_at",
    "join_url",
    "recording_url",
)
_ROLLED = ("starts_at", "ends_at", "capacity", "takes_registrations", "join_url", "is_cancelled")


@transaction.atomic
def follow_page(*, page_id: int, at: datetime) -> None:
    """Take over what an editor has published. Harmless when repeated.

    People are told when the time has changed or the event is called off; reminders follow the new
    time; more places move the waiting list up. A page that is to appear later has nothing to
    follow yet: Wagtail announces it once more on its day.
    """
    page = EventPage.objects.filter(pk=page_id, live=True).first()
    if page is None:
        return
    facts = {name: getattr(page, name) for name in _ROLLED}
    facts["closes_at"] = page.registration_closes_at
    Roll.objects.get_or_create(event_key=page.translation_key, defaults=facts)
    roll = Roll.objects.select_for_update().get(event_key=page.translation_key)
    before = (roll.starts_at, roll.is_cancelled)
    for name, value in facts.items():
        setattr(roll, name, value)
    roll.save()
    write_on_twins(page, SHARED)
    if before != (roll.starts_at, roll.is_cancelled) and roll.starts_at > at:
        correspondence.tell_change(roll, at)
    registering.move_up(roll, at)
