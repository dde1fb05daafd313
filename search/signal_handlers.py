"""Pages that appear, change, move, close or go away."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.core.signals import names_taken_out
from portal.people.models import Person
from portal.territories.signals import act_performed, act_taken_back
from portal.topics.models import TopicPage
from portal.topics.signals import topic_changed
from search import register, services, synonyms
from search.models import Synonym


@receiver(page_published, dispatch_uid="search.put_page")
def put_page(*, instance: Page, **_: Any) -> None:
    """A published page can be found."""
    services.put_page(instance)


@receiver(page_unpublished, dispatch_uid="search.drop_page")
def drop_page(*, instance: Page, **_: Any) -> None:
    """An unpublished page cannot."""
    services.drop_page(instance)


@receiver([post_page_move, page_slug_changed], dispatch_uid="search.put_subtree")
def put_subtree(*, instance: Page, **_: Any) -> None:
    """A page that moved takes everything below it to new addresses."""
    services.put_subtree(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="search.restricted")
def follow_restriction(*, instance: PageViewRestriction, **_: Any) -> None:
    """What is closed to some is found by nobody, with everything below it."""
    if page := Page.objects.filter(pk=instance.page_id).first():
        services.put_subtree(page)


@receiver([post_save, post_delete], sender=Synonym, dispatch_uid="search.synonym_changed")
def follow_synonym(**_: Any) -> None:
    """The next query follows, in every process."""
    synonyms.changed()


@receiver(topic_changed, dispatch_uid="search.topic_changed")
def follow_topic(*, topic_id: int, **_: Any) -> None:
    """The pages of a topic are found by its title of now."""
    pages = TopicPage.objects.filter(topic=topic_id)
    services.put_pages(pages.values_list("pk", flat=True))


@receiver([act_performed, act_taken_back], dispatch_uid="search.follow_act")
def follow_act(*, unit_ids: list[int], **_: Any) -> None:
    """Things of the units are found by the places of now and of before."""
    register.follow(unit_ids)


@receiver([post_save, post_delete], sender=Person, dispatch_uid="search.person_changed")
def follow_person(*, instance: Person, **_: Any) -> None:
    """Who agrees is found by name; who agrees no longer is not, from the same moment."""
    services.put_person(instance.pk)


@receiver(names_taken_out, dispatch_uid="search.names_taken_out")
def forget_names(*, page_ids: list[int], **_: Any) -> None:
    """Nobody is found by a name that is on the page no more."""
    services.put_pages(page_ids)


@receiver(pre_delete, dispatch_uid="search.drop_deleted")
def drop_deleted(*, instance: Any, **_: Any) -> None:
    """A deleted page is forgotten."""
    if isinstance(instance, Page) and type(instance) is not Page:
        services.drop_page(instance)
