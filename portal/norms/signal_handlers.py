"""A page that cites a changed norm is published: it is to be checked."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from portal.core import clock
from portal.norms import services


@receiver(page_published, dispatch_uid="norms.notice_published")
def notice_published(*, instance: Page, **_: Any) -> None:
    """Whatever is published is looked at once."""
    services.notice_published(page_id=instance.pk, at=clock.now())
