"""Standings and their sums: written in the transaction of whatever changed a client."""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from membership.clients import activity, bulk
from membership.clients.models import Client, Standing, Tally

_log = logging.getLogger(__name__)
#: The day under which all are summed, whatever theirs.
ALL_DAYS = date(1970, 1, 1)
_MARKS = ("kind", "category", "language", "oblast", "known_since", "active_until")
_OWN_MARKS = ("pk", "service", *_MARKS)

Sums = Counter[tuple[str, str, str, str, date]]


@transaction.atomic
def keep_standings(*, client_ids: Iterable[int], today: date) -> int:
    """Derive the standings of clients anew, and move the sums by what changed.

    Called by whatever changes a client, her account, consents or terms; those who write in bulk
    call it with the ids.

    Returns:
        How many standings were not as they are now.
    """
    changed = 0
    for ids in bulk.in_parts(client_ids):
        changed += _keep(ids, today)
    return changed


def _keep(ids: list[int], today: date) -> int:
    # The lock keeps two deeds on one client from taking the same old standing away twice.
    locked = Client.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    clients = list(locked.select_related("territory__parent"))
    known = {(one.client_id, one.service): one for one in Standing.objects.filter(client__in=ids)}
    wanted = {(one.client_id, one.service): one for one in _derived(clients, today)}
    sums: Sums = Counter()
    gone = [one for key, one in known.items() if key not in wanted]
    new = [one for key, one in wanted.items() if key not in known]
    moved = [
        _moved(known[key], one, sums)
        for key, one in wanted.items()
        if key in known and _marks(known[key]) != _marks(one)
    ]
    for one in gone:
        _sum(sums, one, -1)
    for one in new:
        _sum(sums, one, 1)
    Standing.objects.filter(pk__in=[one.pk for one in gone]).delete()
    Standing.objects.bulk_create(new, batch_size=500)
    Standing.objects.bulk_update(moved, _MARKS, batch_size=200)
    _add(sums)
    return len(gone) + len(new) + len(moved)


def _marks(one: Standing) -> tuple[Any, ...]:
    return tuple(getattr(one, mark) for mark in _MARKS)


def _moved(old: Standing, new: Standing, sums: Sums) -> Standing:
    _sum(sums, old, -1)
    _sum(sums, new, 1)
    new.pk = old.pk
    return new


def _derived(clients: list[Client], today: date) -> Iterator[Standing]:
    ids = [client.pk for client in clients]
    by_service: dict[str, dict[int, tuple[date, date | None]]] = {
        name: seen.standings(ids, today) for name, seen in activity.services
    }
    for client in clients:
        base: dict[int, tuple[date, date | None]] = {
            client.pk: (localdate(client.created_at), None)
        }
        for service, standings in {"": base, **by_service}.items():
            if client.pk in standings:
                since, until = standings[client.pk]
                yield Standing(
                    client=client,
                    service=service,
                    kind=client.kind,
                    category=client.category,
                    language=client.language,
                    oblast=_oblast(client),
                    known_since=since,
                    active_until=until,
                )


def _oblast(client: Client) -> int:
    place = client.territory
    while place is not None and place.parent is not None:
        place = place.parent
    return place.pk if place else 0


def _sum(sums: Sums, one: Standing, by: int) -> None:
    cell = (one.service, one.kind, one.category)
    sums[(*cell, Tally.What.ALL, ALL_DAYS)] += by
    sums[(*cell, Tally.What.SINCE, one.known_since)] += by
    if one.active_until:
        sums[(*cell, Tally.What.UNTIL, one.active_until)] += by


@transaction.atomic
def enter_standings(*, after: int, last: int, since: date) -> None:
    """Count cards written in bulk in this transaction: in the base, and in no service yet.

    Nobody can have given them an account, a consent or a term before they are there.

    Args:
        after, last: the numbers of the cards go from above the first to the second.
    """
    table = Client._meta.db_table
    copied = ("kind", "category", "language")
    bulk.insert_from(
        Standing,
        {name: f"c.{name}" for name in copied}
        | {"client_id": "c.id", "oblast": "COALESCE(place.root, 0)"},
        f"{table} c LEFT JOIN ({_roots()}) place ON place.id = c.territory_id "
        "WHERE c.id > %s AND c.id <= %s",
        [after, last],
        values={"service": "", "known_since": since},
    )
    made = Client.objects.filter(pk__gt=after, pk__lte=last).order_by()
    sums: Sums = Counter()
    for row in made.values("kind", "category").annotate(many=Count("pk")):
        one = Standing(kind=row["kind"], category=row["category"], known_since=since)
        _sum(sums, one, row["many"])
    _add(sums)


def _roots() -> str:
    """A statement: every unit with the oblast or capital it is part of."""
    table = Client._meta.get_field("territory").related_model._meta.db_table
    return (
        "WITH RECURSIVE part (id, root) AS ("  # noqa: S608 - names of tables
        f"SELECT id, id FROM {table} WHERE parent_id IS NULL UNION ALL "
        f"SELECT t.id, part.root FROM {table} t JOIN part ON t.parent_id = part.id"
        ") SELECT id, root FROM part"
    )


def _add(sums: Sums) -> None:
    """Move the sums, always in one order: two deeds at once do not wait for each other."""
    for key, by in sorted(sums.items()):
        if not by:
            continue
        service, kind, category, what, day = key
        row = Tally.objects.filter(
            service=service, kind=kind, category=category, what=what, day=day
        )
        if not row.update(count=F("count") + by):
            named = {"service": service, "kind": kind, "category": category}
            Tally.objects.create(**named, what=what, day=day, count=by)


@transaction.atomic
def forget_standings(*, client_ids: Collection[int]) -> None:
    """Take clients out of the sums before their cards go."""
    sums: Sums = Counter()
    mine = Standing.objects.filter(client__in=client_ids).order_by()
    summed = ("service", "kind", "category", "known_since", "active_until")
    for row in mine.values(*summed).annotate(many=Count("pk")):
        many = row.pop("many")
        _sum(sums, Standing(**row), -many)
    mine._raw_delete("default")
    _add(sums)


@transaction.atomic
def follow_cards(*, client_ids: Iterable[int]) -> None:
    """Let standings say again what cards say that were written in bulk in this transaction.

    Only what stands on the card itself can have changed: category, language, municipality. What a
    service knows of a client is as it was.
    """
    roots, sums = _oblasts(), Counter[Any]()
    said = ("client__category", "client__language", "client__territory")
    for ids in bulk.in_parts(client_ids):
        rows = []
        for row in Standing.objects.filter(client__in=ids).order_by().values(*_OWN_MARKS, *said):
            category, language, place = (row.pop(name) for name in said)
            now = (category, language, roots.get(place, 0))
            one = Standing(**row)
            if now != (one.category, one.language, one.oblast):
                _sum(sums, one, -1)
                one.category = category
                _sum(sums, one, 1)
                rows.append((one.pk, *now))
        bulk.update(Standing, ("category", "language", "oblast"), rows)
    _add(sums)


def _oblasts() -> dict[int | None, int]:
    with connection.cursor() as cursor:
        cursor.execute(_roots())
        return dict(cursor.fetchall())


def check_standings(today: date) -> tuple[int, int]:
    """Derive everything anew and sum it anew; what was wrong is put right and told to the log.

    Terms that begin today come in here, too: nobody writes on the day they begin.

    Returns:
        How many standings and how many sums were not as they are now.
    """
    ids = Client.objects.order_by("pk").values_list("pk", flat=True).iterator()
    parts = bulk.in_parts(ids)
    standings = sum(keep_standings(client_ids=some, today=today) for some in parts)
    sums = sum_anew()
    if sums:
        _log.warning("%d sums of the client base were wrong and are put right", sums)
    return standings, sums


@transaction.atomic
def sum_anew() -> int:
    """Sum all standings, compare with the kept sums, and keep what is true.

    Returns:
        How many sums differed.
    """
    rows_kept: Any = Tally.objects.exclude(count=0).values()
    kept = {_key(row): row["count"] for row in rows_kept}
    true = {_key(row): row["count"] for row in _summed()}
    wrong: int = sum(kept.get(key) != true.get(key) for key in kept.keys() | true.keys())
    if wrong:
        Tally.objects.all().delete()
        rows = [
            Tally(
                service=key[0], kind=key[1], category=key[2], what=key[3], day=key[4], count=count
            )
            for key, count in true.items()
        ]
        Tally.objects.bulk_create(rows, batch_size=500)
    return wrong


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("service", "kind", "category", "what", "day"))


def _summed() -> Iterator[dict[str, Any]]:
    cell = ("service", "kind", "category")
    standings = Standing.objects.order_by()
    for row in standings.values(*cell).annotate(count=Count("pk")):
        yield {**row, "what": Tally.What.ALL.value, "day": ALL_DAYS}
    for what, field in ((Tally.What.SINCE, "known_since"), (Tally.What.UNTIL, "active_until")):
        some = standings.exclude(Q(**{field: None}))
        for row in some.values(*cell, day=F(field)).annotate(count=Count("pk")):
            yield {**row, "what": what.value}
