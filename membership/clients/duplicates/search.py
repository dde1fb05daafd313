"""Finding cards that look like one client: at entry for one card, nightly for what has changed.

Every card has a few keys in an indexed table. Only cards that share one are compared, and of a key
that very many share (the mailbox of a district) nothing follows. So the work grows with the number
of changed cards, not with its square.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from membership.clients import listing
from membership.clients.duplicates import rules
from membership.clients.duplicates.rules import Face
from membership.clients.models import Client, Contact, DuplicateSuspicion, MatchKey
from portal.core import outbox

#: A key on more cards than this says nothing about any of them.
MOST_SHARING = 12
#: So many cards are compared at once.
SLICE = 2000
KIND = "clients.compare"


@dataclass(slots=True)
class Tally:
    """What a search did."""

    seen: int = 0
    changed: int = 0
    compared: int = 0
    raised: int = 0


def faces(clients: "QuerySet[Client]") -> list[Face]:
    """What of these cards is compared. Two queries."""
    rows = list(
        clients.order_by("pk").values_list(
            "pk", "kind", "search_key", "territory_id", "organisation_id"
        )
    )
    reached: dict[int, set[str]] = {}
    contacts = Contact.objects.filter(client__in=[row[0] for row in rows]).order_by()
    for client_id, channel, value in contacts.values_list("client_id", "channel", "value"):
        reached.setdefault(client_id, set()).add(rules.contact_key(channel, value))
    return [
        Face(
            id=pk,
            kind=kind,
            words=rules.words_of(search_key),
            place=place,
            contacts=frozenset(reached.get(pk, ())),
            body=body,
        )
        for pk, kind, search_key, place, body in rows
    ]


@transaction.atomic
def compare(*, client_ids: Iterable[int], at: datetime, tally: Tally | None = None) -> Tally:
    """Bring the keys of these cards up to date and ask about the look-alikes of those changed.

    Harmless when repeated: a card whose keys are as they were is not compared again.
    """
    tally = tally or Tally()
    known = faces(Client.objects.filter(pk__in=list(client_ids)).exclude(listing.erased()))
    changed = _keep_keys(known)
    tally.seen += len(known)
    tally.changed += len(changed)
    if changed:
        _ask_about(changed, at, tally)
    return tally


def _keep_keys(known: list[Face]) -> dict[int, Face]:
    """Write the keys that are new and forget those that hold no longer."""
    stored: dict[int, set[int]] = {}
    kept = MatchKey.objects.filter(client__in=[face.id for face in known])
    for client_id, key in kept.values_list("client_id", "key"):
        stored.setdefault(client_id, set()).add(key)
    changed, fresh = {}, []
    for face in known:
        wanted, had = rules.keys(face), stored.get(face.id, set())
        if wanted == had:
            continue
        changed[face.id] = face
        fresh += [MatchKey(client_id=face.id, key=key) for key in wanted - had]
        if gone := had - wanted:
            MatchKey.objects.filter(client=face.id, key__in=gone).delete()
    MatchKey.objects.bulk_create(fresh, batch_size=2000)
    return changed


def _ask_about(changed: dict[int, Face], at: datetime, tally: Tally) -> None:
    pairs = set(_candidates(changed))
    others = {b for _a, b in pairs} | {a for a, _b in pairs}
    everybody = dict(changed)
    missing = sorted(others - everybody.keys())
    for start in range(0, len(missing), SLICE):
        part = faces(Client.objects.filter(pk__in=missing[start : start + SLICE]))
        everybody.update((face.id, face) for face in part)
    tally.compared += len(pairs)
    found = {}
    for first, second in sorted(pairs):
        if first in everybody and second in everybody:
            verdict = rules.judge(everybody[first], everybody[second])
            if verdict:
                found[first, second] = verdict
    tally.raised += _raise(found, at)


def _candidates(changed: dict[int, Face]) -> Iterator[tuple[int, int]]:
    """Ordered pairs of ids that share a key."""
    mine: dict[int, list[int]] = {}
    for face in changed.values():
        for key in rules.keys(face):
            mine.setdefault(key, []).append(face.id)
    wanted = list(mine)
    for start in range(0, len(wanted), SLICE):
        part = wanted[start : start + SLICE]
        sharing: dict[int, list[int]] = {}
        rows = MatchKey.objects.filter(key__in=part).values_list("key", "client_id")
        for key, client_id in rows.order_by():
            sharing.setdefault(key, []).append(client_id)
        for key, ids in sharing.items():
            if 1 < len(ids) <= MOST_SHARING:
                for one in mine[key]:
                    yield from ((min(one, b), max(one, b)) for b in ids if b != one)


def looking_like(newcomers: Iterable[Face]) -> dict[int, list[tuple[int, rules.Verdict]]]:
    """By the id of somebody who has no card yet: the cards that look like hers, the surest first.

    By the rules that the queue goes by once she has one. At most three queries for some hundred
    people; their ids are whatever the caller tells them apart by.
    """
    mine: dict[int, list[Face]] = {}
    for face in newcomers:
        for key in rules.keys(face):
            mine.setdefault(key, []).append(face)
    sharing: dict[int, list[int]] = {}
    rows = MatchKey.objects.filter(key__in=mine).order_by().values_list("key", "client_id")
    for key, client_id in rows:
        sharing.setdefault(key, []).append(client_id)
    pairs = {
        (face, client_id)
        for key, ids in sharing.items()
        if len(ids) < MOST_SHARING
        for face in mine[key]
        for client_id in ids
    }
    cards = faces(Client.objects.filter(pk__in={client_id for _face, client_id in pairs}))
    known = {card.id: card for card in cards}
    found: dict[int, list[tuple[int, rules.Verdict]]] = {}
    for face, client_id in pairs:
        if client_id in known and (verdict := rules.judge(face, known[client_id])):
            found.setdefault(face.id, []).append((client_id, verdict))
    for verdicts in found.values():
        verdicts.sort(key=lambda one: (-one[1].certainty, one[0]))
    return found


def first_alike(newcomers: Iterable[Face]) -> dict[int, int]:
    """By the id of somebody: the first of those before her who looks like the same client."""
    sharing: dict[int, list[Face]] = {}
    found = {}
    for face in newcomers:
        others = [sharing.setdefault(key, []) for key in rules.keys(face)]
        earlier = {one for ones in others if len(ones) < MOST_SHARING for one in ones}
        if alike := [one.id for one in earlier if rules.judge(one, face)]:
            found[face.id] = min(alike)
        for ones in others:
            ones.append(face)
    return found


def _raise(found: dict[tuple[int, int], rules.Verdict], at: datetime) -> int:
    """Write the suspicions that are new, and say more surely what is now surer."""
    firsts = {first for first, _second in found}
    standing: dict[tuple[int, int], DuplicateSuspicion] = {}
    for start in range(0, len(firsts), SLICE):
        part = sorted(firsts)[start : start + SLICE]
        for one in DuplicateSuspicion.objects.filter(first__in=part):
            standing[one.first_id, one.second_id] = one
    fresh: list[DuplicateSuspicion] = []
    surer: list[DuplicateSuspicion] = []
    for (first, second), verdict in found.items():
        pair = standing.get((first, second))
        if pair is None:
            fresh.append(
                DuplicateSuspicion(
                    first_id=first,
                    second_id=second,
                    reason=verdict.reason,
                    certainty=verdict.certainty,
                    raised_at=at,
                )
            )
        elif (pair.certainty, pair.reason) != (verdict.certainty, verdict.reason):
            pair.certainty, pair.reason = verdict.certainty, verdict.reason
            surer.append(pair)
    DuplicateSuspicion.objects.bulk_create(fresh, batch_size=1000, ignore_conflicts=True)
    DuplicateSuspicion.objects.bulk_update(surer, ["certainty", "reason"], batch_size=500)
    return len(fresh)


def look_through_all(*, at: datetime, key: str, after: int = 0) -> None:
    """Ask the worker to go through the base, a slice at a time.

    Args:
        key: names the run; the same one again is the same run.
        after: only cards with a higher number.
    """
    outbox.enqueue(KIND, key=f"{key}:{after}", after=after, at=at.isoformat(), run=key)


@outbox.handles(KIND)
def compare_slice(*, after: int, at: str, run: str) -> None:
    """Compare one slice and ask for the next one."""
    ids = list(
        Client.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:SLICE]
    )
    if ids:
        compare(client_ids=ids, at=datetime.fromisoformat(at))
        outbox.enqueue(KIND, key=f"{run}:{ids[-1]}", after=ids[-1], at=at, run=run)
