"""A published event page is followed by its roll."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from portal.core import clock
from portal.events import services
from portal.events.models import EventPage


@receiver(page_published, sender=EventPage, dispatch_uid="events.follow_page")
def follow_page(*, instance: EventPage, **_: Any) -> None:
    """Places, times and links as they were published."""
    services.follow_page(page_id=instance.pk, at=clock.now())
