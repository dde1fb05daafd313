"""Staff erase a person who asked them to."""

from datetime import datetime

from django.db import transaction

from membership.clients.models import AccessTrace
from portal.core import privacy
from portal.core.privacy import Person


@transaction.atomic
def erase_client(*, person: Person, by_user_id: int, at: datetime) -> None:
    """Let go of a person in all rooms. That somebody was erased, and by whom, is kept."""
    privacy.erase(person, at)
    AccessTrace.objects.create(staff_id=by_user_id, deed=AccessTrace.Deed.ERASED, at=at)
