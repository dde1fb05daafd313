"""Content changed: the kept pages that show it are stale."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.core import pagecache
from portal.core.navigation import SECTION_DEPTH
from portal.core.pages import BasePage


@receiver([page_published, page_unpublished], dispatch_uid="core.forget_what_shows_the_page")
def forget_what_shows_the_page(*, instance: Page, **_: Any) -> None:
    """A page appeared, changed or went away; first-level pages stand in the menu of all."""
    page = instance.specific
    if isinstance(page, BasePage) and page.depth > SECTION_DEPTH:
        marks = page.touched_marks()
        transaction.on_commit(lambda: pagecache.forget(*marks))
    else:
        transaction.on_commit(pagecache.forget_all)


@receiver([page_slug_changed, post_page_move], dispatch_uid="core.forget_old_addresses")
def forget_old_addresses(**_: Any) -> None:
    """Everything below has a new address, and any page may link to it."""
    transaction.on_commit(pagecache.forget_all)
