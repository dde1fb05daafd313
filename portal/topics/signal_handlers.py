"""Topics stand in the foot of every page."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from portal.core import pagecache
from portal.topics.models import Topic


@receiver([post_save, post_delete], sender=Topic, dispatch_uid="topics.forget_kept_pages")
def forget_kept_pages(**_: Any) -> None:
    """A topic is called otherwise, or stands elsewhere."""
    transaction.on_commit(pagecache.forget_all)
