"""Tags themselves: called otherwise, deleted."""

from datetime import datetime

from django.db import transaction

from membership.clients.errors import NameTaken, TagAsked
from membership.clients.models import AccessTrace, ClientTag, ManyDeed, Segment, TaggedClient
from membership.clients.segments import tree
from membership.clients.services.cards import leave_traces


@transaction.atomic
def rename_tag(*, tag_id: int, name: str) -> None:
    """Another word for the same cards.

    Raises:
        NameTaken: there is such a tag.
    """
    word = " ".join(name.split())[:100]
    if ClientTag.objects.filter(name=word).exclude(pk=tag_id).exists():
        raise NameTaken(word)
    ClientTag.objects.filter(pk=tag_id).update(name=word)


@transaction.atomic
def drop_tag(*, tag_id: int, by_user_id: int, at: datetime) -> None:
    """Forget a tag; it goes from every card that has it, with a trace there.

    Raises:
        TagAsked: segments ask for it; whoever they leave out with it would come in unseen.
    """
    if asking := [one for one in Segment.objects.all() if tree.names(one.tree, "tag", str(tag_id))]:
        raise TagAsked(asking)
    having = TaggedClient.objects.filter(tag=tag_id).values_list("content_object", flat=True)
    leave_traces(
        client_ids=list(having), by_user_id=by_user_id, deed=AccessTrace.Deed.TOGETHER, at=at
    )
    ClientTag.objects.filter(pk=tag_id).delete()


def forget_if_unused(tag_id: int | None) -> None:
    """A tag that was put on by mistake goes with the mistake, unless a deed may put it on again."""
    may_return = ManyDeed.objects.filter(deed="untag", tag=tag_id, undone_at=None)
    if not may_return.exists():
        ClientTag.objects.filter(pk=tag_id, items=None).delete()
