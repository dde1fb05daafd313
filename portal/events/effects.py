"""Effects of events that wait in the outbox until their moment."""

from datetime import datetime

from portal.core import clock, outbox
from portal.events.models import Registration
from portal.events.services import correspondence


@outbox.handles(correspondence.REMINDER)
def remind(*, registration_id: int, name: str, starts_at: str) -> None:
    """Remind one person, late if the worker was down; not when the event has been moved since."""
    registration = Registration.objects.select_related("roll").get(pk=registration_id)
    if registration.roll.starts_at == datetime.fromisoformat(starts_at):
        correspondence.remind(registration, name, clock.now())
