"""Effects after a commit: nothing acknowledged is lost, nothing is done twice in the database.

``enqueue`` writes a row inside the caller's transaction and rings the worker when it commits. A
lost ring is repaired by the sweep. A worker claims a row with a lease longer than the hard time
limit of a task and finishes it in one transaction. Handlers of kinds that reach outside the
database (mail, HTTP, files) run outside that transaction: at least once, so they send a key.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from portal.core import clock
from portal.core.models import OutboxEntry
from portal.core.registry import Registry

logger = logging.getLogger(__name__)

#: Longer than CELERY_TASK_TIME_LIMIT, so that a lease never ends under a running handler.
LEASE = timedelta(seconds=300)
GIVE_UP_AFTER = 10


class TryLater(Exception):
    """What was reached outside cannot do it now.

    Args:
        after: seconds it asks to wait; without them the wait grows by itself.
    """

    def __init__(self, said: str, *, after: int | None = None) -> None:
        super().__init__(said)
        self.after = after


class Refused(Exception):
    """What was reached outside will never do it: the entry is given up at once."""


@dataclass(frozen=True, slots=True)
class _Handler:
    run: Callable[..., None]
    reaches_outside: bool


_handlers: Registry[_Handler] = Registry("outbox handler")


def handles(
    kind: str, *, reaches_outside: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register the handler of ``kind``; it gets the payload as keyword arguments."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        _handlers.add(kind, _Handler(function, reaches_outside))
        return function

    return register


def enqueue(kind: str, *, key: str, due_at: datetime | None = None, **payload: Any) -> OutboxEntry:
    """Ask for an effect once this transaction commits.

    Args:
        key: names the effect; the same kind and key again is the same effect and changes nothing.
        due_at: not before this moment; at once by default.
        payload: ids and plain values, no rows.
    """
    entry, created = OutboxEntry.objects.get_or_create(
        key=f"{kind}:{key}",
        defaults={"kind": kind, "payload": payload, "due_at": due_at or clock.now()},
    )
    if created:
        transaction.on_commit(_ring, robust=True)
    return entry


def ring_again(entry_key: str) -> None:
    """Make a waiting or given-up entry due now, for a sender who repeats himself."""
    OutboxEntry.objects.filter(key=entry_key, done_at=None).update(
        due_at=clock.now(), given_up_at=None, attempts=0
    )
    transaction.on_commit(_ring, robust=True)


def forget(kind: str, keys: list[str]) -> None:
    """Drop effects that make no sense any more, done or not: what they were about is gone."""
    OutboxEntry.objects.filter(key__in=[f"{kind}:{key}" for key in keys]).delete()


def forget_about(kind: str, **payload: Any) -> None:
    """Drop the effects of a kind whose payload has these values."""
    about = {f"payload__{name}": value for name, value in payload.items()}
    OutboxEntry.objects.filter(kind=kind, **about).delete()


def _ring() -> None:
    from portal.core.tasks import sweep

    sweep.apply_async(expires=30, retry=False)


def drain(*, at_most: int = 200) -> int:
    """Do what is due; returns how many entries were tried."""
    tried = 0
    while tried < at_most and (entry := _claim(clock.now())):
        _work(entry)
        tried += 1
    return tried


def _claim(at: datetime) -> OutboxEntry | None:
    if not OutboxEntry.objects.waiting(at).exists():
        return None  # an idle ring takes no write lock
    with transaction.atomic():
        entry: OutboxEntry | None = (
            OutboxEntry.objects.waiting(at).select_for_update(skip_locked=True).first()
        )
        if entry is None:
            return None
        entry.token = uuid.uuid4()
        entry.lease_until = at + LEASE
        entry.attempts = F("attempts") + 1
        entry.save(update_fields=["token", "lease_until", "attempts"])
    entry.refresh_from_db()
    return entry


def _work(entry: OutboxEntry) -> None:
    try:
        handler = _handlers.get(entry.kind)
        if handler.reaches_outside:
            handler.run(**entry.payload)
        with transaction.atomic():
            if _finish(entry) and not handler.reaches_outside:
                handler.run(**entry.payload)
    except TryLater as error:
        logger.warning("outbox entry %s is tried again: %s", entry.pk, error)
        _postpone(entry, error)
    except Exception as error:  # one failing effect must not stop the others
        logger.exception("outbox entry %s failed", entry.pk)
        _postpone(entry, error)


def _finish(entry: OutboxEntry) -> bool:
    """Mark as done if this worker still holds the lease."""
    mine = OutboxEntry.objects.filter(pk=entry.pk, token=entry.token, done_at=None)
    return bool(mine.update(done_at=clock.now(), lease_until=None))


def _postpone(entry: OutboxEntry, error: Exception) -> None:
    now = clock.now()
    wait = timedelta(seconds=min(5 * 4**entry.attempts, 6 * 3600))
    if isinstance(error, TryLater) and error.after is not None:
        wait = timedelta(seconds=max(1, error.after))
    is_over = isinstance(error, Refused) or entry.attempts >= GIVE_UP_AFTER
    OutboxEntry.objects.filter(pk=entry.pk, token=entry.token, done_at=None).update(
        due_at=now + wait,
        lease_until=None,
        last_error=repr(error)[:2000],
        given_up_at=now if is_over else None,
    )
