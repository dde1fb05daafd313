"""What accounts announce becomes cards; what members tell of practices enters their timeline."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from membership.accounts.signals import contact_verified, registration_answered
from membership.clients import services
from portal.core import clock
from portal.practices.signals import adoption_moved, adoption_recorded


@receiver(contact_verified, dispatch_uid="clients.open_card")
def open_card(*, user_id: int, **_: Any) -> None:
    """Whoever has proven a contact gets a card."""
    services.open_card(user_id=user_id, at=clock.now())


@receiver(registration_answered, dispatch_uid="clients.take_answers")
def take_answers(*, user_id: int, answered_at: datetime, **_: Any) -> None:
    """What a person says about herself stands on her card."""
    services.take_answers(user_id=user_id, at=answered_at)


@receiver([adoption_recorded, adoption_moved], dispatch_uid="clients.note_adoption")
def note_adoption(*, step_id: int, told_at: datetime, **_: Any) -> None:
    """What a member told about a practice in her municipality stands on her timeline."""
    services.note_adoption(step_id=step_id, at=told_at)
