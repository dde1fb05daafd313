"""Who would be concerned by a deed, and who is left out for what reason."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, IntegerField, Value, When

from membership.clients import selection
from membership.clients.errors import TooMany
from membership.clients.models import ManyDeed
from membership.clients.together.deeds import Deed, Told, deeds

#: One deed takes no more cards: it is one transaction, and others wait for it.
MOST = 20_000
_SAMPLE = 10


@dataclass(slots=True)
class Plan:
    """A deed on the clients of an address, before it is done."""

    #: How many are on the list.
    found: int
    #: How many the deed is for.
    concerned: int
    #: Reason and number, for those left out.
    left_out: list[tuple[Any, int]] = field(default_factory=list)
    #: A few of those it is for.
    sample: list[Any] = field(default_factory=list)

    @property
    def is_too_many(self) -> bool:
        """More than one deed takes."""
        return self.concerned > MOST


def plan(deed: Deed, told: Told, query: str) -> Plan:
    """Count, and name a few. Three queries beside those of the filters, however many clients."""
    reasons = deed.leaves_out(told)
    clients = selection.of_query(query)
    counts = dict(
        _judged(clients, reasons).order_by().values_list("_left_out").annotate(Count("pk"))
    )
    concerned = counts.pop(None, 0)
    named = [
        (reason, counts[number])
        for number, (_condition, reason) in enumerate(reasons)
        if counts.get(number)
    ]
    sample = list(_judged(clients, reasons).filter(_left_out=None)[:_SAMPLE])
    return Plan(concerned + sum(counts.values()), concerned, named, sample)


def _judged(clients: Any, reasons: list[tuple[Any, Any]]) -> Any:
    cases = [
        When(condition, then=Value(number)) for number, (condition, _reason) in enumerate(reasons)
    ]
    judged = Case(*cases, default=Value(None), output_field=IntegerField())
    return clients.annotate(_left_out=judged)


@transaction.atomic
def carry_out(name: str, told: Told, query: str, *, by_user_id: int, at: datetime) -> ManyDeed:
    """Do it to everybody concerned at this moment, and keep what it touched.

    Args:
        name: the word of the deed in ``deeds``.

    Raises:
        TooMany: the list is longer than one deed takes.
    """
    deed = deeds.get(name)
    if deed.apply is None:
        raise ValueError(deed)
    judged = _judged(selection.of_query(query), deed.leaves_out(told))
    ids = list(
        judged.filter(_left_out=None).order_by("pk").values_list("pk", flat=True)[: MOST + 1]
    )
    if len(ids) > MOST:
        raise TooMany(len(ids))
    outcome = deed.apply(ids=ids, told=told, by_user_id=by_user_id, at=at)
    return ManyDeed.objects.create(
        deed=name,
        words=outcome.words,
        touched=outcome.touched,
        tag_id=outcome.tag_id,
        count=len(outcome.touched),
        done_by_id=by_user_id,
        done_at=at,
    )
