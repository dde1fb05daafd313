"""Reactions to facts from below."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from portal.core.pages import BasePage
from portal.languages import services


@receiver(page_published, dispatch_uid="languages.note_publication")
def note_publication(*, instance: Page, **_: Any) -> None:
    """A page went live; it may be a translation."""
    if isinstance(instance, BasePage) and instance.alias_of_id is None:
        services.note_publication(page_id=instance.pk)
