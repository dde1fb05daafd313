"""Comparing a period: what moved at the provider, what moved here, and where they differ."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from membership.billing.disputes.services import is_from_dispute
from membership.billing.gateways import stripe_books
from membership.billing.gateways.stripe_books import Movement
from membership.billing.models import Payment, Reconciliation, Source, UnallocatedPayment
from portal.core import clock, outbox

RECONCILE = "billing.reconcile"
#: What a difference is called.
KINDS = {
    "missing_here": _("At the provider, not here"),
    "missing_there": _("Here, not at the provider"),
    "other_sum": _("Another sum"),
}
WHAT = {"payment": _("Payment"), "refund": _("Refund"), "dispute": _("Dispute")}


@dataclass(frozen=True, slots=True)
class Difference:
    """One movement on which the books do not agree. Sums are above zero; 0 where there is none."""

    kind: str
    what: str
    reference: str
    theirs_tyiyn: int
    ours_tyiyn: int


@dataclass(frozen=True, slots=True)
class _Ours:
    what: str
    reference: str
    amount_tyiyn: int


def reconcile(*, first: date, last: date, at: datetime) -> Reconciliation:
    """Compare the days from ``first`` to ``last`` with Stripe, and keep what was found.

    Asks the provider: never called within a transaction.
    """
    start, end = clock.start_of(first), clock.end_of(last)
    theirs = list(stripe_books.movements(start, end))
    ours = _of_period(start, end)
    return Reconciliation.objects.create(
        first_on=first,
        last_on=last,
        made_at=at,
        theirs_count=len(theirs),
        theirs_tyiyn=sum(_signed(one.kind, one.amount_tyiyn) for one in theirs),
        ours_count=len(ours),
        ours_tyiyn=sum(_signed(one.what, one.amount_tyiyn) for one in ours),
        differences=[asdict(one) for one in _compare(theirs, ours)],
    )


def _signed(what: str, tyiyn: int) -> int:
    return tyiyn if what == "payment" else -tyiyn


def _of_period(start: datetime, end: datetime) -> list[_Ours]:
    payments = Payment.objects.filter(
        source=Source.CARD, received_at__gte=start, received_at__lt=end, is_correction=False
    )
    kept = UnallocatedPayment.objects.filter(
        source=Source.CARD, received_at__gte=start, received_at__lt=end, became=None
    )
    rows = payments.values_list("reference", "amount_tyiyn")
    return [
        *(_ours(name, tyiyn) for name, tyiyn in rows if not is_from_dispute(name)),
        *(
            _Ours("payment", name, tyiyn)
            for name, tyiyn in kept.values_list("reference", "amount_tyiyn")
        ),
    ]


def _ours(reference: str, tyiyn: int) -> _Ours:
    if tyiyn > 0:
        return _Ours("payment", reference, tyiyn)
    return _Ours("dispute" if reference.startswith(("du_", "dp_")) else "refund", reference, -tyiyn)


def _compare(theirs: list[Movement], ours: list[_Ours]) -> list[Difference]:
    """By reference. What is dated a little apart on both sides is looked for in all our books."""
    known = _known_here({one.reference for one in theirs})
    not_counted = _waiting_payments()
    found = []
    for one in theirs:
        sum_here = known.get(one.reference)
        if sum_here is None and one.payment in not_counted and one.kind != "payment":
            continue  # money nobody has placed yet: what goes back of it follows with its invoice
        if sum_here is None:
            found.append(_difference("missing_here", one.kind, one.reference, one.amount_tyiyn, 0))
        elif sum_here != one.amount_tyiyn or one.currency != "KGS":
            found.append(
                _difference("other_sum", one.kind, one.reference, one.amount_tyiyn, sum_here)
            )
    there = {one.reference for one in theirs}
    missing = [one for one in ours if one.reference not in there]
    return found + [
        _difference("missing_there", one.what, one.reference, 0, one.amount_tyiyn)
        for one in missing
    ]


def _difference(kind: str, what: str, reference: str, theirs: int, ours: int) -> Difference:
    return Difference(kind, what, reference, theirs, ours)


def _known_here(references: set[str]) -> dict[str, int]:
    card = {"source": Source.CARD, "reference__in": references}
    counted = Payment.objects.filter(**card).values_list("reference", "amount_tyiyn")
    kept = UnallocatedPayment.objects.filter(**card).values_list("reference", "amount_tyiyn")
    return {name: abs(tyiyn) for name, tyiyn in [*kept, *counted]}


def _waiting_payments() -> set[str]:
    waiting = UnallocatedPayment.objects.waiting().filter(source=Source.CARD)
    return set(waiting.values_list("reference", flat=True))


@outbox.handles(RECONCILE, reaches_outside=True)
def reconcile_days(*, first: str, last: str) -> None:
    """The nightly comparison."""
    reconcile(first=date.fromisoformat(first), last=date.fromisoformat(last), at=clock.now())


def in_words(difference: dict[str, Any]) -> tuple[str, str]:
    """What differs and how, for people."""
    return str(WHAT[difference["what"]]), str(KINDS[difference["kind"]])
