"""Deeds on many clients taken back within thirty days, as far as nobody has worked on since."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from membership.clients.errors import DeedNotTakenBack
from membership.clients.models import AccessTrace, Client, ManyDeed, TaggedClient, Task
from membership.clients.services.cards import leave_traces
from membership.clients.services.tags import forget_if_unused
from membership.clients.services.together import move_back
from portal.core.registry import Registry

WITHIN = timedelta(days=30)
_SLICE = 500
#: By the word of the deed: takes it back and gives the cards on which that changed something.
Undo = Callable[[ManyDeed], list[int]]
undoes: Registry[Undo] = Registry("undo of a deed on many clients")


@transaction.atomic
def take_back(*, deed_id: int, by_user_id: int, at: datetime) -> ManyDeed:
    """Make it as if it had not been done; what was changed again since stays and is counted.

    Raises:
        DeedNotTakenBack: it was taken back before, or done longer ago than thirty days.
    """
    done = ManyDeed.objects.select_for_update().get(pk=deed_id)
    if done.undone_at or at - done.done_at > WITHIN:
        raise DeedNotTakenBack(deed_id)
    changed = undoes.get(done.deed)(done)
    leave_traces(client_ids=changed, by_user_id=by_user_id, deed=AccessTrace.Deed.TOGETHER, at=at)
    done.undone_at, done.undone_by_id = at, by_user_id
    done.stayed = max(done.count - len(changed), 0)
    done.save(update_fields=["undone_at", "undone_by", "stayed"])
    return done


def forget_old(*, before: datetime) -> None:
    """What can be taken back no more need not be known by cards."""
    ManyDeed.objects.filter(done_at__lt=before - WITHIN).delete()


@undoes.named("tag")
def _take_off(done: ManyDeed) -> list[int]:
    """A tag that was taken off since and put on again by hand is another row, and stays."""
    changed: list[int] = []
    for ids in _sliced(done.touched):
        items = TaggedClient.objects.filter(pk__in=ids, tag=done.tag_id)
        changed += items.values_list("content_object", flat=True)
        items.delete()
    forget_if_unused(done.tag_id)
    return changed


@undoes.named("untag")
def _put_on_again(done: ManyDeed) -> list[int]:
    if done.tag_id is None:
        return []
    changed: list[int] = []
    for ids in _sliced(done.touched):
        there = set(Client.objects.filter(pk__in=ids).values_list("pk", flat=True))
        again = TaggedClient.objects.filter(tag=done.tag_id, content_object__in=ids)
        there -= set(again.values_list("content_object", flat=True))
        TaggedClient.objects.bulk_create(
            TaggedClient(tag_id=done.tag_id, content_object_id=pk) for pk in sorted(there)
        )
        changed += sorted(there)
    return changed


@undoes.named("succeed")
def _move_back(done: ManyDeed) -> list[int]:
    return move_back(moved=done.touched)


@undoes.named("task")
def _withdraw_tasks(done: ManyDeed) -> list[int]:
    """Tasks that are done are history and stay."""
    changed: list[int] = []
    for ids in _sliced(done.touched):
        tasks = Task.objects.open().filter(pk__in=ids, text=done.words)
        changed += tasks.exclude(client=None).values_list("client_id", flat=True)
        tasks.delete()
    return changed


def _sliced(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _SLICE] for start in range(0, len(ids), _SLICE))
