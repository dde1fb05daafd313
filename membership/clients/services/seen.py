"""When a client was last seen: kept on her card by the writes that tell of it.

She signed in, or her timeline has an entry of ``timeline_kinds.SEEN``. Lists are sorted by it and
segments count it from an index, with no look at the millions of entries it stands for.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from membership.clients import bulk
from membership.clients.models import Client, TimelineEntry
from membership.clients.timeline_kinds import SEEN

_log = logging.getLogger(__name__)


def note_seen(*, client_id: int, at: datetime) -> None:
    """She was here, or followed a link, just then."""
    earlier = Q(seen_at=None) | Q(seen_at__lt=at)
    Client.objects.filter(earlier, pk=client_id).update(seen_at=at)


def keep_seen(*, client_ids: Iterable[int]) -> int:
    """Derive it anew: called by whatever moves or deletes entries, or changes an account.

    Returns:
        On how many cards it was not as it is now.
    """
    wrong = 0
    for ids in bulk.in_parts(client_ids):
        cards = Client.objects.filter(pk__in=ids).select_related("user").order_by()
        some = cards.only("seen_at", "user__last_login").annotate(last=Subquery(_last_entry()))
        changed = [card for card in some if card.seen_at != _last_seen(card)]
        for card in changed:
            card.seen_at = _last_seen(card)
        Client.objects.bulk_update(changed, ["seen_at"], batch_size=200)
        wrong += len(changed)
    return wrong


def _last_entry() -> "QuerySet[TimelineEntry, Any]":
    entries = TimelineEntry.objects.filter(client=OuterRef("pk"), kind__in=SEEN, withdrawn_at=None)
    return entries.order_by().values("client").annotate(last=Max("happened_at")).values("last")


def _last_seen(card: Any) -> datetime | None:
    signed_in = card.user.last_login if card.user else None
    return max(filter(None, (card.last, signed_in)), default=None)


def check_seen() -> int:
    """Derive it anew for everybody; what was wrong is put right and told to the log."""
    ids = Client.objects.order_by("pk").values_list("pk", flat=True)
    wrong = keep_seen(client_ids=ids.iterator())
    if wrong:
        _log.warning("%d cards had another last visit than their timelines; put right", wrong)
    return wrong
