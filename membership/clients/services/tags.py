"""Tags themselves: called otherwise, deleted."""

from datetime import datetime

from django.db import transaction

from membership.clients.errors import NameTaken, TagInUse
from membership.clients.models import (
    AccessTrace,
    ClientTag,
    ManyDeed,
    SavedView,
    Segment,
    TaggedClient,
)
from membership.clients.segments import tree
from membership.clients.services.cards import leave_traces


@transaction.atomic
def rename_tag(*, tag_id: int, name: str) -> None:
    """Another word for the same cards.

    Raises:
        NameTaken: there is such a tag.
    """
    word = " ".join(name.split())[:100]
    if ClientTag.called(word, but=tag_id):
        raise NameTaken(word)
    ClientTag.objects.filter(pk=tag_id).update(name=word)


@transaction.atomic
def drop_tag(*, tag_id: int, by_user_id: int, at: datetime) -> None:
    """Forget a tag; it goes from every card that has it, with a trace there.

    Raises:
        TagInUse: segments or saved lists ask for it.
    """
    if _is_asked_for(tag_id):
        raise TagInUse(tag_id)
    having = TaggedClient.objects.filter(tag=tag_id).values_list("content_object", flat=True)
    leave_traces(
        client_ids=list(having), by_user_id=by_user_id, deed=AccessTrace.Deed.TOGETHER, at=at
    )
    ClientTag.objects.filter(pk=tag_id).delete()


@transaction.atomic
def merge_tags(*, tag_id: int, into_id: int, by_user_id: int, at: datetime) -> int:
    """Let one tag go on as another: on the cards, in segments, saved lists and deeds on many.

    Returns:
        On how many cards the tag stood.

    Raises:
        ClientTag.DoesNotExist: one of the two is there no more.
    """
    gone = ClientTag.objects.select_for_update().get(pk=tag_id)
    into = ClientTag.objects.select_for_update().exclude(pk=tag_id).get(pk=into_id)
    had = TaggedClient.objects.filter(tag=gone)
    cards = list(had.values_list("content_object", flat=True))
    having_both = TaggedClient.objects.filter(tag=into).order_by().values("content_object")
    had.exclude(content_object__in=having_both).update(tag=into)
    ManyDeed.objects.filter(tag=gone).update(tag=into)
    _ask_for_the_other(gone.pk, into.pk, at)
    leave_traces(
        client_ids=cards,
        by_user_id=by_user_id,
        deed=AccessTrace.Deed.TOGETHER,
        at=at,
        details_of={pk: [("tags", gone.name, into.name)] for pk in cards},
    )
    gone.delete()
    return len(cards)


def _ask_for_the_other(old: int, new: int, at: datetime) -> None:
    for segment in Segment.objects.select_for_update().asking_for("tag", old):
        segment.tree = tree.exchanged(segment.tree, "tag", str(old), str(new))
        segment.changed_at = at
        segment.save(update_fields=["tree", "changed_at"])
    for view in SavedView.objects.select_for_update().asking_for("tags", old):
        asked = {f"tags={old}": f"tags={new}"}
        view.query = "&".join(dict.fromkeys(asked.get(one, one) for one in view.filters))
        view.save(update_fields=["query"])


def forget_if_unused(tag_id: int | None) -> None:
    """A tag that was put on by mistake goes with the mistake.

    It stays where a deed may put it on again, and where a segment or a saved list asks for it.
    """
    if tag_id is None or _is_asked_for(tag_id):
        return
    may_return = ManyDeed.objects.filter(deed="untag", tag=tag_id, undone_at=None)
    if not may_return.exists():
        ClientTag.objects.filter(pk=tag_id, items=None).delete()


def _is_asked_for(tag_id: int) -> bool:
    return bool(
        Segment.objects.asking_for("tag", tag_id) or SavedView.objects.asking_for("tags", tag_id)
    )
