"""Segments made and changed by clicking."""

from datetime import datetime

from django.db import transaction

from membership.clients.models import Segment
from membership.clients.segments import tree
from membership.clients.segments.tree import Node


def make_segment(*, name: str, by_user_id: int, at: datetime) -> Segment:
    """A segment that nobody is in until it asks something."""
    return Segment.objects.create(name=name, created_by_id=by_user_id, changed_at=at)


def rename_segment(*, segment_id: int, name: str, at: datetime) -> None:
    """Another name for the same conditions."""
    Segment.objects.filter(pk=segment_id).update(name=name, changed_at=at)


def copy_segment(*, segment_id: int, name: str, by_user_id: int, at: datetime) -> Segment:
    """A segment with the conditions that another one has now."""
    asked = Segment.objects.values_list("tree", flat=True).get(pk=segment_id)
    return Segment.objects.create(name=name, tree=asked, created_by_id=by_user_id, changed_at=at)


@transaction.atomic
def add_to_segment(*, segment_id: int, place: str, node: Node, at: datetime) -> None:
    """Put a condition or a group into the group of ``place``.

    Raises:
        SegmentMalformed: no group is there any more, or the tree is full.
    """
    segment = Segment.objects.select_for_update().get(pk=segment_id)
    _keep(segment, tree.with_child(segment.tree, place, node), at)


@transaction.atomic
def replace_in_segment(*, segment_id: int, place: str, node: Node, at: datetime) -> None:
    """Change a condition, or how a group is matched; what a group holds stays.

    Raises:
        SegmentMalformed: nothing of that kind is there any more.
    """
    segment = Segment.objects.select_for_update().get(pk=segment_id)
    _keep(segment, tree.replaced(segment.tree, place, node), at)


@transaction.atomic
def remove_from_segment(*, segment_id: int, place: str, at: datetime) -> None:
    """Take out a condition, or a group with all it holds.

    Raises:
        SegmentMalformed: nothing is there any more.
    """
    segment = Segment.objects.select_for_update().get(pk=segment_id)
    _keep(segment, tree.without(segment.tree, place), at)


def _keep(segment: Segment, changed: Node, at: datetime) -> None:
    segment.tree, segment.changed_at = changed, at
    segment.save(update_fields=["tree", "changed_at"])


def drop_segment(*, segment_id: int) -> None:
    """Forget a segment; the clients stay, and lists that ask for it hold nobody."""
    Segment.objects.filter(pk=segment_id).delete()
