"""Money that is received and not earned yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from membership.billing.models import Payment, Source
from membership.subscriptions.models import PlanChange, Term
from portal.core.money import HOME


@dataclass(frozen=True, slots=True)
class Deferred:
    """What running terms paid in advance, and when it is earned."""

    months: list[tuple[date, int]]
    #: After the last of the months.
    later: int
    #: With each issue that comes out, whichever month that is.
    by_issues: int

    @property
    def total(self) -> int:
        return sum(tyiyn for _month, tyiyn in self.months) + self.later + self.by_issues


def deferred(*, on: date, months: int = 13, currency: str = HOME) -> Deferred:
    """Money already received, by the month in which it is earned, from the month of ``on``.

    What a term costs is spread over its days, as is the difference of a change of plan over the
    days it is for; rounding goes to the last month. A term counted in issues earns with each of
    them: what is left of it is the share of the issues that are left. What was written off of an
    invoice lessens all that it paid for alike. Three queries.
    """
    running = Term.objects.filter(
        state="open", basis="paid", order__invoice__status="settled", order__currency=currency
    )
    price = F("order__price_tyiyn") * F("order__quantity")
    paid = running.annotate(paid=price - _written_off(price, "order__invoice"))
    earned = sorted(_by_month(paid, on.replace(day=1)).items())
    left: Any = paid.filter(issues_left__gt=0).values_list("paid", "issues_left", "order__issues")
    return Deferred(
        months=earned[:months],
        later=sum(tyiyn for _month, tyiyn in earned[months:]),
        by_issues=sum(tyiyn * issues // whole for tyiyn, issues, whole in left),
    )


def _by_month(paid: Any, first: date) -> dict[date, int]:
    terms = paid.filter(ends_on__gte=first, issues_left=None)
    changes = (
        PlanChange.objects.made()
        .filter(term__in=terms.values("pk"))
        .annotate(difference=F("cost_tyiyn") - F("unused_tyiyn"))
        .annotate(more=F("difference") - _written_off(F("difference"), "invoice"))
    )
    earned: dict[date, int] = defaultdict(int)
    for starts, ends, tyiyn in [
        *terms.values_list("starts_on", "ends_on", "paid"),
        *changes.values_list("counted_on", "term__ends_on", "more"),
    ]:
        for begins, share in _spread(starts, ends, tyiyn):
            if begins >= first:
                earned[begins] += share
    return earned


def _written_off(part: Any, invoice: str) -> Any:
    """What falls on a part of an invoice of the sum that nobody will pay any more."""
    forgiven = Payment.objects.filter(
        invoice=OuterRef(invoice), source=Source.WRITTEN_OFF
    ).order_by()
    whole = Subquery(forgiven.values("invoice").annotate(sum=Sum("amount_tyiyn")).values("sum"))
    return Coalesce(part * whole / F(f"{invoice}__total_tyiyn"), Value(0))


def _spread(starts: date, ends: date, tyiyn: int) -> Iterable[tuple[date, int]]:
    whole, given = (ends - starts).days + 1, 0
    begins = starts.replace(day=1)
    while begins <= ends:
        following = (begins + timedelta(days=32)).replace(day=1)
        days = (min(ends, following - timedelta(days=1)) - max(starts, begins)).days + 1
        is_last = following > ends
        share = tyiyn - given if is_last else tyiyn * days // whole
        given += share
        yield begins, share
        begins = following
