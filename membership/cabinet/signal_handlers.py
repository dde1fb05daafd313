"""Facts from below that members hear of."""

from typing import Any

from django.dispatch import receiver

from membership.cabinet import services
from search.signals import wanted_entry_found


@receiver(wanted_entry_found, dispatch_uid="cabinet.tell_of_wanted_entry")
def tell_of_wanted_entry(*, wish_id: int, **_: Any) -> None:
    """Whoever waited for it gets a letter."""
    services.tell_of_wanted_entry(wish_id=wish_id)
