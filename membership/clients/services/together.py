"""The same change on many cards: in one transaction, with a trace on each."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from membership.clients.models import AccessTrace, ClientTag, TaggedClient
from membership.clients.services.cards import leave_traces

_TOGETHER = AccessTrace.Deed.TOGETHER


@transaction.atomic
def tag(
    *, client_ids: Iterable[int], name: str, by_user_id: int, at: datetime
) -> tuple[int, list[int]]:
    """Put a tag on cards; those that have it stay as they are.

    Returns:
        The tag, and the rows that put it on cards: what is taken back is these and no later ones.
    """
    word = " ".join(name.split())[:100]
    put, _made = ClientTag.objects.get_or_create(name=word, defaults={"slug": _slug(word)})
    have = set(TaggedClient.objects.filter(tag=put).values_list("content_object", flat=True))
    wanted = [pk for pk in dict.fromkeys(client_ids) if pk not in have]
    items = TaggedClient.objects.bulk_create(
        (TaggedClient(tag=put, content_object_id=pk) for pk in wanted), batch_size=1000
    )
    leave_traces(client_ids=wanted, by_user_id=by_user_id, deed=_TOGETHER, at=at)
    return put.pk, [item.pk for item in items]


def _slug(word: str) -> str:
    """An address for the tag that no other one has."""
    base = slugify(word, allow_unicode=True)[:80] or "tag"
    taken = set(ClientTag.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(one for one in numbered if one not in taken)


@transaction.atomic
def untag(*, client_ids: Iterable[int], tag_id: int, by_user_id: int, at: datetime) -> list[int]:
    """Take a tag off cards. Returns who had it."""
    wanted = set(client_ids)
    items = TaggedClient.objects.filter(tag=tag_id)
    having = [pk for pk in items.values_list("content_object", flat=True) if pk in wanted]
    for start in range(0, len(having), 500):
        items.filter(content_object__in=having[start : start + 500]).delete()
    leave_traces(client_ids=having, by_user_id=by_user_id, deed=_TOGETHER, at=at)
    return having
