"""Content changed: the kept pages that show it are stale."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move
from wagtail.snippets.models import get_snippet_models

from portal.core import pagecache
from portal.core.navigation import SECTION_DEPTH
from portal.core.pages import BasePage


@receiver([page_published, page_unpublished], dispatch_uid="core.forget_what_shows_the_page")
def forget_what_shows_the_page(*, instance: Page, **_: Any) -> None:
    """A page appeared, changed or went away; some stand in the menus of all."""
    page = instance.specific
    of_one = isinstance(page, BasePage) and not page.stands_everywhere
    if of_one and page.depth > SECTION_DEPTH:
        marks = page.touched_marks()
        transaction.on_commit(lambda: pagecache.forget(*marks))
    else:
        transaction.on_commit(pagecache.forget_all)


@receiver([post_save, post_delete], dispatch_uid="core.forget_what_pages_name")
def forget_what_pages_name(*, sender: Any, **_: Any) -> None:
    """Sites stand in every address; snippets and settings are named on pages nobody can list."""
    if sender is Site or issubclass(sender, AbstractSetting) or sender in get_snippet_models():
        transaction.on_commit(pagecache.forget_all)


@receiver([page_slug_changed, post_page_move], dispatch_uid="core.forget_old_addresses")
def forget_old_addresses(**_: Any) -> None:
    """Everything below has a new address, and any page may link to it."""
    transaction.on_commit(pagecache.forget_all)
