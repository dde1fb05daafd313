"""The search for duplicates: how sure it is, how much it finds, how its time grows."""

from __future__ import annotations

import math
import sys
import time
from datetime import UTC, datetime
from itertools import combinations

from tests.bench.people import people

SIZES = (25_000, 50_000, 100_000)
PRECISION, RECALL = 0.98, 0.9
#: n·log n from 25 000 to 100 000 is 4.55; the rest is the noise of the machine.
GROWTH = 1.25
_NOW = datetime(2026, 11, 1, tzinfo=UTC)


def fill(many: int, place_ids: list[int]) -> dict[int, int]:
    """Enter that many cards; card to who it is in truth."""
    from django.db import transaction

    from membership.clients.models import Client, Contact
    from portal.core import contacts

    truth: dict[int, int] = {}
    with transaction.atomic():
        batch = []
        for person in people(many, places=len(place_ids)):
            card = Client(
                family_name=person.family_name,
                given_name=person.given_name,
                patronymic=person.patronymic,
                category="lsg",
                territory_id=place_ids[person.place % len(place_ids)],
            )
            card.fill_keys()
            batch.append((card, person))
        Client.objects.bulk_create([card for card, _person in batch], batch_size=2000)
        rows = []
        for card, person in batch:
            truth[card.pk] = person.number
            for channel, value in (("email", person.email), ("phone", person.phone)):
                if value:
                    value = contacts.normal(channel, value)
                    rows.append(Contact(client=card, channel=channel, value=value))
        Contact.objects.bulk_create(rows, batch_size=2000)
    return truth


def search_all() -> float:
    """Go through all cards as the nightly job does; seconds of the processor."""
    from membership.clients.duplicates import search
    from membership.clients.models import Client

    started, after = time.process_time(), 0
    while ids := list(
        Client.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
        [: search.SLICE]
    ):  # fmt: skip
        search.compare(client_ids=ids, at=_NOW)
        after = ids[-1]
    return time.process_time() - started


def judged(truth: dict[int, int]) -> tuple[float, float, int]:
    """Precision of the top class, recall over all classes, and how many pairs there were."""
    from membership.clients.models import DuplicateSuspicion

    by_person: dict[int, list[int]] = {}
    for card, person in truth.items():
        by_person.setdefault(person, []).append(card)
    true = {pair for cards in by_person.values() for pair in combinations(sorted(cards), 2)}
    found: dict[tuple[int, int], int] = {}
    rows = DuplicateSuspicion.objects.values_list("first_id", "second_id", "certainty")
    for first, second, certainty in rows.iterator():
        if first in truth and second in truth:
            found[first, second] = certainty
    top = {pair for pair, certainty in found.items() if certainty == 3}
    precision = len(top & true) / max(1, len(top))
    return precision, len(true & found.keys()) / max(1, len(true)), len(found)


def forget(first: int) -> None:
    """Take out the cards from a number on, and what the search wrote about them."""
    from membership.clients.models import Client, Contact, DuplicateSuspicion, MatchKey

    DuplicateSuspicion.objects.filter(second__gte=first)._raw_delete("default")
    for model in (MatchKey, Contact):
        model.objects.filter(client__gte=first)._raw_delete("default")
    Client.objects.filter(pk__gte=first)._raw_delete("default")


def measured() -> bool:
    """Print the figures; True when all hold."""
    from portal.territories.models import Territory

    places = list(Territory.objects.municipalities().values_list("pk", flat=True))
    times, good = [], True
    for many in SIZES:
        truth = fill(many, places)
        times.append(search_all())
        precision, recall, pairs = judged(truth)
        good &= precision >= PRECISION and recall >= RECALL
        sys.stdout.write(
            f"duplicates among {many}: {times[-1]:.1f} s, {pairs} pairs, precision of the top "
            f"class {precision:.4f} (limit {PRECISION}), recall {recall:.3f} (limit {RECALL})\n"
        )
        forget(min(truth))
    wanted = SIZES[-1] * math.log(SIZES[-1]) / (SIZES[0] * math.log(SIZES[0]))
    growth = times[-1] / times[0] / wanted
    sys.stdout.write(f"duplicates, growth against n·log n: {growth:.2f} (limit {GROWTH})\n")
    return good and growth <= GROWTH
