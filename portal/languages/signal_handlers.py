"""Reactions to facts from below."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done, page_published

from portal.core.pages import BasePage
from portal.languages import services


@receiver(page_published, dispatch_uid="languages.note_publication")
def note_publication(*, instance: Page, **_: Any) -> None:
    """A page went live; it may be a translation."""
    if isinstance(instance, BasePage) and instance.alias_of_id is None:
        services.note_publication(page_id=instance.pk)


@receiver(copy_for_translation_done, dispatch_uid="languages.note_copy")
def note_copy(*, target_obj: Any, **_: Any) -> None:
    """A twin was made of its original, on our board or by Wagtail's own button."""
    if isinstance(target_obj, BasePage):
        services.note_copy(page_id=target_obj.pk)
