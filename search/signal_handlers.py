"""Pages that appear, change, move or go away."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search import services


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
    for page in instance.get_descendants(inclusive=True).live():
        services.put_page(page)


@receiver(pre_delete, dispatch_uid="search.drop_deleted")
def drop_deleted(*, instance: Any, **_: Any) -> None:
    """A deleted page is forgotten."""
    if isinstance(instance, Page) and type(instance) is not Page:
        services.drop_page(instance)
