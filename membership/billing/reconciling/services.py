"""Comparing a period: what moved at the provider, what moved here, and where they differ."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from membership.billing.disputes.services import is_from_dispute
from membership.billing.gateways import stripe_books
from membership.billing.gateways.stripe_books import Movement
from membership.billing.models import Payment, Reconciliation, Source, UnallocatedPayment
from portal.core import clock, outbox
from portal.core.money import HOME

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
    currency: str = HOME


@dataclass(frozen=True, slots=True)
class _Ours:
    what: str
    reference: str
    amount_tyiyn: int
    currency: str


def reconcile(*, first: date, last: date, at: datetime) -> Reconciliation:
    """Compare the days from ``first`` to ``last`` with Stripe, and keep what was found.

    Asks the provider: never called within a transaction.
    """
    start, end = clock.start_of(first), clock.end_of(last)
    theirs = list(stripe_books.movements(start, end))
    ours = _of_period(start, end)
    came, counted = _sums(theirs, lambda one: one.kind), _sums(ours, lambda one: one.what)
    foreign = sorted({*came, *counted} - {HOME})
    return Reconciliation.objects.create(
        first_on=first,
        last_on=last,
        made_at=at,
        theirs_count=len(theirs),
        theirs_tyiyn=came[HOME],
        ours_count=len(ours),
        ours_tyiyn=counted[HOME],
        foreign={currency: [came[currency], counted[currency]] for currency in foreign},
        differences=[asdict(one) for one in _compare(theirs, ours)],
    )


def _sums(moved: Iterable[Any], kind_of: Callable[[Any], str]) -> Counter[str]:
    """What is left of what moved, currency by currency: sums of two are never added."""
    found: Counter[str] = Counter()
    for one in moved:
        sign = 1 if kind_of(one) == "payment" else -1
        found[one.currency] += sign * one.amount_tyiyn
    return found


def _of_period(start: datetime, end: datetime) -> list[_Ours]:
    payments = Payment.objects.filter(
        source=Source.CARD, received_at__gte=start, received_at__lt=end, is_correction=False
    )
    kept = UnallocatedPayment.objects.filter(
        source=Source.CARD, received_at__gte=start, received_at__lt=end, became=None
    )
    rows = payments.values_list("reference", "amount_tyiyn", "invoice__currency")
    return [
        *(_ours(*row) for row in rows if not is_from_dispute(row[0])),
        *(
            _Ours("payment", *row)
            for row in kept.values_list("reference", "amount_tyiyn", "currency")
        ),
    ]


def _ours(reference: str, tyiyn: int, currency: str) -> _Ours:
    if tyiyn > 0:
        return _Ours("payment", reference, tyiyn, currency)
    what = "dispute" if reference.startswith(("du_", "dp_")) else "refund"
    return _Ours(what, reference, -tyiyn, currency)


def _compare(theirs: list[Movement], ours: list[_Ours]) -> list[Difference]:
    """By reference. What is dated a little apart on both sides is looked for in all our books."""
    known = _known_here({one.reference for one in theirs})
    not_counted = _waiting_payments()
    found = []
    for one in theirs:
        here = known.get(one.reference)
        if here is None and one.payment in not_counted and one.kind != "payment":
            continue  # money nobody has placed yet: what goes back of it follows with its invoice
        if here != (one.amount_tyiyn, one.currency):
            kind, ours_tyiyn = ("missing_here", 0) if here is None else ("other_sum", here[0])
            found.append(
                Difference(
                    kind, one.kind, one.reference, one.amount_tyiyn, ours_tyiyn, one.currency
                )
            )
    there = {one.reference for one in theirs}
    missing = [one for one in ours if one.reference not in there]
    return found + [
        Difference("missing_there", one.what, one.reference, 0, one.amount_tyiyn, one.currency)
        for one in missing
    ]


def _known_here(references: set[str]) -> dict[str, tuple[int, str]]:
    card = {"source": Source.CARD, "reference__in": references}
    counted = Payment.objects.filter(**card).values_list(
        "reference", "amount_tyiyn", "invoice__currency"
    )
    kept = UnallocatedPayment.objects.filter(**card).values_list(
        "reference", "amount_tyiyn", "currency"
    )
    return {name: (abs(tyiyn), currency) for name, tyiyn, currency in [*kept, *counted]}


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
