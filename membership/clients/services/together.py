"""The same change on many cards: in one transaction, with a trace on each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from membership.clients import bulk
from membership.clients.changes import Change
from membership.clients.models import (
    AccessTrace,
    Client,
    ClientTag,
    SelfDescription,
    TaggedClient,
)
from membership.clients.services.cards import leave_traces
from membership.clients.services.standings import follow_cards
from membership.organisations import selectors as organisations
from membership.organisations.models import Organisation
from portal.territories import lineage
from portal.territories import selectors as territories

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
    put = (
        ClientTag.called(word)
        or ClientTag.objects.get_or_create(name=word, defaults={"slug": _slug(word)})[0]
    )
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


#: A card with the unit and the body it stood under, and those it stands under since.
Moved = tuple[int, int | None, int | None, int | None, int | None]
_PLACED = ("territory_id", "organisation_id")


@transaction.atomic
def move_to_successor(
    *, client_ids: Sequence[int], territory_id: int, by_user_id: int, at: datetime
) -> list[Moved]:
    """Put the clients of units that are no more under the one that followed, and under its bodies.

    Where she works in a body that an act did not dissolve, such as a school, she stays there.
    """
    past = lineage.with_past([territory_id]) - {territory_id}
    [heir] = territories.units([territory_id])
    bodies = {_in_kenesh(body): body for body in organisations.bodies_of(territory_id)}
    moved: list[Moved] = []
    traced: dict[int, list[Change]] = {}
    for client in _locked(client_ids):
        place, body = client.territory, client.organisation
        new_place = heir if place is None or place.pk in past else place
        ended = body and body.territory_id in past and body.kind != Organisation.Kind.OTHER
        new_body = bodies.get(_in_kenesh(body), body) if body and ended else body
        told = (("territory", place, new_place), ("organisation", body, new_body))
        traced[client.pk] = [
            (name, str(old or ""), str(new)) for name, old, new in told if old != new
        ]
        was = (client.territory_id, client.organisation_id)
        moved.append((client.pk, *was, new_place.pk, new_body.pk if new_body else None))
    _settle(list(traced), past, at)
    bulk.update(Client, _PLACED, [(pk, *now) for pk, _place, _body, *now in moved])
    follow_cards(client_ids=list(traced))
    leave_traces(client_ids=traced, by_user_id=by_user_id, deed=_TOGETHER, at=at, details_of=traced)
    return moved


def _in_kenesh(body: Organisation) -> bool:
    return body.kind == Organisation.Kind.KENESH


def _locked(client_ids: Sequence[int]) -> Iterable[Client]:
    for start in range(0, len(client_ids), 500):
        rows = Client.objects.filter(pk__in=client_ids[start : start + 500])
        yield from (
            rows.select_for_update(of=("self",)).select_related("territory", "organisation")
        )


def _settle(client_ids: Sequence[int], past: set[int], at: datetime) -> None:
    """She named the unit as it was then: that the card names its successor is no contradiction."""
    for start in range(0, len(client_ids), 500):
        said = SelfDescription.objects.filter(
            client__in=client_ids[start : start + 500], territory__in=past, settled_at=None
        )
        agreeing = [one.pk for one in said.select_related("client") if not one.differing()]
        SelfDescription.objects.filter(pk__in=agreeing).update(settled_at=at)


@transaction.atomic
def move_back(*, moved: Iterable[Sequence[Any]]) -> list[int]:
    """Put cards where they stood before, if nobody has moved them on since. Returns which."""
    rows = {row[0]: row for row in moved}
    back = [
        (client.pk, *rows[client.pk][1:3])
        for client in _locked(list(rows))
        if [client.territory_id, client.organisation_id] == list(rows[client.pk][3:])
    ]
    bulk.update(Client, _PLACED, back)
    changed = [pk for pk, *_was in back]
    follow_cards(client_ids=changed)
    return changed
