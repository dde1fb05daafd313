"""Reactions to what happens to pages and in the ledger."""

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from portal.core import clock, pagecache
from portal.practices import services
from portal.practices.adoptions import letters
from portal.practices.adoptions import services as adoptions
from portal.practices.models import Adoption, PracticePage
from portal.practices.signals import adoption_moved, adoption_recorded, adoption_withdrawn
from portal.territories.signals import act_performed, act_taken_back


@receiver([adoption_recorded, adoption_moved, adoption_withdrawn])
def forget_kept_pages(**_: Any) -> None:
    """The page of the practice and the lists with counts show another state now."""
    transaction.on_commit(pagecache.forget_all)


@receiver([act_performed, act_taken_back], dispatch_uid="practices.follow_act")
def follow_act(*, unit_ids: list[int], **_: Any) -> None:
    """Practices of the units are found where these lie today, and their pages say so."""
    services.follow_act(unit_ids=unit_ids)
    transaction.on_commit(pagecache.forget_all)


@receiver(page_published, sender=PracticePage, dispatch_uid="practices.note_descendant")
def note_descendant(*, instance: Page, **_: Any) -> None:
    """A page that grew out of another practice is an adoption of it."""
    adoptions.note_descendant(page_id=instance.pk, at=clock.now())


@receiver(adoption_recorded, dispatch_uid="practices.tell_contact")
def tell_contact(*, adoption_id: int, **_: Any) -> None:
    """Whoever agreed to be asked about the practice hears that somebody takes it over."""
    letters.tell_contact(adoption_id=adoption_id)


@receiver(adoption_moved, dispatch_uid="practices.tell_contact_of_use")
def tell_contact_of_use(*, adoption_id: int, **_: Any) -> None:
    """And that it is in use there."""
    letters.tell_contact(adoption_id=adoption_id, only_in_use=True)


@receiver(
    [adoption_recorded, adoption_moved, adoption_withdrawn],
    dispatch_uid="practices.recount_adoptions",
)
def recount_adoptions(*, adoption_id: int, **_: Any) -> None:
    """The library sorts and narrows by adoptions."""
    adoption = Adoption.objects.get(pk=adoption_id)
    services.recount_adoptions(translation_key=adoption.practice_key)


@receiver([page_published, page_unpublished], dispatch_uid="practices.keep_facts")
def keep_facts(*, instance: Any, **_: Any) -> None:
    """A practice came into the library, changed or left it."""
    if isinstance(instance, PracticePage):
        services.keep_facts([instance.pk])


@receiver(pre_delete, sender=PracticePage, dispatch_uid="practices.mark_shelf")
def mark_shelf(**_: Any) -> None:
    """A deleted practice takes its facts along."""
    services.mark_shelf()
