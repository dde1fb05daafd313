"""What accounts announce becomes cards."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from membership.accounts.signals import contact_verified, registration_answered
from membership.clients import services
from portal.core import clock
from portal.practices.signals import kit_downloaded


@receiver(contact_verified, dispatch_uid="clients.open_card")
def open_card(*, user_id: int, **_: Any) -> None:
    """Whoever has proven a contact gets a card."""
    services.open_card(user_id=user_id, at=clock.now())


@receiver(registration_answered, dispatch_uid="clients.take_answers")
def take_answers(*, user_id: int, answered_at: datetime, **_: Any) -> None:
    """What a person says about herself stands on her card."""
    services.take_answers(user_id=user_id, at=answered_at)


@receiver(kit_downloaded, dispatch_uid="clients.count_kit")
def count_kit(*, user_id: int, practice_id: int, downloaded_at: datetime, **_: Any) -> None:
    """What a client took away from a practice stands on her timeline."""
    services.note_kit(user_id=user_id, practice_id=practice_id, at=downloaded_at)
