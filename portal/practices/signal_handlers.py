"""The ledger changed: the kept pages that show it are stale."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from portal.core import pagecache
from portal.practices.signals import adoption_moved, adoption_recorded, adoption_withdrawn


@receiver([adoption_recorded, adoption_moved, adoption_withdrawn])
def forget_kept_pages(**_: Any) -> None:
    """The page of the practice and the lists with counts show another state now."""
    transaction.on_commit(pagecache.forget_all)
