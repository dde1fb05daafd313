"""Reactions to what happens to pages and in the ledger."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from portal.core import clock, pagecache
from portal.practices.adoptions import letters, services
from portal.practices.models import PracticePage
from portal.practices.signals import adoption_moved, adoption_recorded, adoption_withdrawn


@receiver([adoption_recorded, adoption_moved, adoption_withdrawn])
def forget_kept_pages(**_: Any) -> None:
    """The page of the practice and the lists with counts show another state now."""
    transaction.on_commit(pagecache.forget_all)


@receiver(page_published, sender=PracticePage, dispatch_uid="practices.note_descendant")
def note_descendant(*, instance: Page, **_: Any) -> None:
    """A page that grew out of another practice is an adoption of it."""
    services.note_descendant(page_id=instance.pk, at=clock.now())


@receiver(adoption_recorded, dispatch_uid="practices.tell_contact")
def tell_contact(*, adoption_id: int, **_: Any) -> None:
    """Whoever agreed to be asked about the practice hears that somebody takes it over."""
    letters.tell_contact(adoption_id=adoption_id)


@receiver(adoption_moved, dispatch_uid="practices.tell_contact_of_use")
def tell_contact_of_use(*, adoption_id: int, **_: Any) -> None:
    """And that it is in use there."""
    letters.tell_contact(adoption_id=adoption_id, only_in_use=True)
