"""Content changed: the kept pages are stale."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from portal.core import pagecache


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
def forget_kept_pages(**_: Any) -> None:
    """A page appeared, changed, moved or went away."""
    transaction.on_commit(pagecache.forget_all)
