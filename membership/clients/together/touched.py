"""Whom a deed on many clients touched: the list that stands behind its number."""

from collections.abc import Callable

from django.db.models import Q

from membership.clients.models import ManyDeed, TaggedClient, Task
from membership.clients.segments.conditions import ids
from portal.core.registry import Registry

#: By the word of the deed: the clients it touched, as far as what it made is still there.
touched: Registry[Callable[[ManyDeed], Q]] = Registry("whom a deed on many clients touched")


def clients(deed_id: int) -> Q:
    """Nobody for a deed that is forgotten, or that no room knows."""
    done = ManyDeed.objects.filter(pk=deed_id).first()
    known = dict(touched)
    return known[done.deed](done) if done and done.deed in known else Q(pk__in=())


@touched.named("tag")
def _tagged(done: ManyDeed) -> Q:
    return ids(TaggedClient.objects.filter(pk__in=done.touched), "content_object")


@touched.named("untag")
def _untagged(done: ManyDeed) -> Q:
    return Q(pk__in=done.touched)


@touched.named("succeed")
def _moved(done: ManyDeed) -> Q:
    return Q(pk__in=[client_id for client_id, *_stood in done.touched])


@touched.named("task")
def _given_a_task(done: ManyDeed) -> Q:
    return ids(Task.objects.filter(pk__in=done.touched), "client")
