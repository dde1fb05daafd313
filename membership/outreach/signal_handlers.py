"""What campaigns do when two cards become one, or two again."""

from typing import Any

from django.dispatch import receiver

from membership.clients.signals import clients_merged, merge_undone
from membership.outreach import services


@receiver(clients_merged, dispatch_uid="outreach.follow_merge")
def follow_merge(*, kept_id: int, gone_id: int, **_: Any) -> None:
    """Who was in a campaign under both cards has the latest outcome of either."""
    services.follow_attempts(client_ids=[kept_id])


@receiver(merge_undone, dispatch_uid="outreach.follow_undone_merge")
def follow_undone_merge(*, kept_id: int, gone_id: int, **_: Any) -> None:
    """Each card has its own outcome again."""
    services.follow_attempts(client_ids=[kept_id, gone_id])
