"""Certain lines book themselves: the worker counts them one by one, each in its own transaction."""

from datetime import date

from django.db import transaction

from membership.bank import services
from membership.bank.models import BankLine
from portal.core import clock, outbox

KIND = "bank.book_certain"
#: So many at once: a lease of the outbox must not run out.
_AT_ONCE = 100


def ring(statement_id: int) -> None:
    """Have the certain lines of a statement booked once the caller's transaction commits."""
    outbox.enqueue(KIND, key=f"statement:{statement_id}", turn=0, name=f"statement:{statement_id}")


def ring_all(day: date) -> None:
    """Have whatever is certain booked."""
    outbox.enqueue(KIND, key=f"day:{day}", turn=0, name=f"day:{day}")


@outbox.handles(KIND, reaches_outside=True)
def book_certain(*, name: str, turn: int) -> None:
    """Book the oldest certain lines, and ring for the next ones. Twice is once."""
    ids = list(
        BankLine.objects.certain()
        .order_by("booked_on", "pk")
        .values_list("pk", flat=True)[:_AT_ONCE]
    )
    for line_id in ids:
        services.book_itself(line_id=line_id, at=clock.now())
    if len(ids) == _AT_ONCE:
        following = turn + 1
        with transaction.atomic():
            outbox.enqueue(KIND, key=f"{name}:{following}", turn=following, name=name)
