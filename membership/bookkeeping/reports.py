"""The books as the bookkeeper reads them: a month and debts by age."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from membership.billing.ledger.balance import balances
from membership.billing.models import Entry, Invoice
from membership.clients.models import Client
from membership.subscriptions.models import Order, Plan, PlanChange
from portal.core.audience import Category
from portal.core.money import HOME
from portal.territories.models import Territory

#: Debts by days since the last day to pay: up to, and in words.
AGES = ((0, "not_due"), (30, "30"), (60, "60"), (90, "90"), (36_500, "older"))


@dataclass(slots=True)
class Group:
    """Sums of one plan, category, oblast or kind of payer."""

    name: str
    billed: int = 0
    received: int = 0
    refunded: int = 0
    forgiven: int = 0
    sponsored: int = 0

    def add(self, debit: str, credit: str, tyiyn: int) -> None:
        """Count an entry; what was cancelled or corrected lessens its own column."""
        self.billed += tyiyn * ((credit == "billed") - (debit == "billed"))
        self.received += tyiyn * ((debit == "received") - (credit == "received"))
        self.refunded += tyiyn * (credit == "refunded")
        self.forgiven += tyiyn * ((debit == "written_off") - (credit == "written_off"))
        self.sponsored += tyiyn * ((debit == "sponsored") - (credit == "sponsored"))

    @property
    def sums(self) -> list[int]:
        """In the order of the columns."""
        return [self.billed, self.received, self.refunded, self.forgiven, self.sponsored]


@dataclass(slots=True)
class Month:
    """A month of the ledger, grouped four ways."""

    total: Group
    by: dict[str, list[Group]] = field(default_factory=dict)


_WAYS = {
    "plan": "plan",
    "category": "client__category",
    "oblast": "client__territory_id",
    "payer": "client__kind",
}


def with_plan(entries: Any) -> Any:
    """Add ``plan``: of the orders of the invoice, which are all of one plan, or the one changed to.

    A subquery and no join: an invoice of several orders would count its sums several times.
    """
    order = Order.objects.filter(invoice=OuterRef("invoice")).values("plan")[:1]
    change = PlanChange.objects.filter(invoice=OuterRef("invoice")).values("to_plan")[:1]
    return entries.annotate(plan=Coalesce(Subquery(order), Subquery(change)))


def month(year: int, number: int, *, currency: str = HOME) -> Month:
    """What moved in a month, by plan, category, oblast and kind of payer. Seven queries."""
    entries = with_plan(Entry.objects.of_month(year, number).in_currency(currency).order_by())
    report = Month(Group(_("Total")))
    for way, path in _WAYS.items():
        names = _names(way)
        groups: dict[str, Group] = {}
        rows = entries.values_list(path, "debit", "credit").annotate(sum=Sum("amount_tyiyn"))
        for value, debit, credit, tyiyn in rows:
            name = names.get(value) or _("Not known")
            groups.setdefault(name, Group(name)).add(debit, credit, tyiyn)
            if way == "plan":
                report.total.add(debit, credit, tyiyn)
        report.by[way] = sorted(groups.values(), key=lambda one: (-one.billed, one.name))
    return report


def _names(way: str) -> dict[Any, str]:
    if way == "plan":
        return {plan.pk: plan.title for plan in Plan.objects.all()}
    if way == "category":
        return {value: str(label) for value, label in Category.choices}
    if way == "payer":
        return {value: str(label) for value, label in Client.Kind.choices}
    return _oblasts()


def _oblasts() -> dict[int, str]:
    """Each territory to the name of its oblast, in one query."""

    known = {place.pk: place for place in Territory.objects.all()}

    def top(place: Territory) -> Territory:
        while place.parent_id is not None:
            place = known[place.parent_id]
        return place

    return {pk: str(top(place)) for pk, place in known.items()}


def trial_balance(*, currency: str = HOME) -> list[tuple[str, int, int]]:
    """Every account with its debit and credit balance; the last row is their sum."""
    stand = balances(currency=currency)
    rows = [(str(name.label), max(0, tyiyn), max(0, -tyiyn)) for name, tyiyn in stand.items()]
    return [*rows, (_("Total"), sum(row[1] for row in rows), sum(row[2] for row in rows))]


@dataclass(frozen=True, slots=True)
class Debtor:
    """A client with what she owes, by age."""

    client_id: int
    name: str
    ages: list[int]

    @property
    def total(self) -> int:
        return sum(self.ages)


def debtors(*, on: date, currency: str = HOME) -> list[Debtor]:
    """Who owes how much for how long, the oldest debts first. One query."""
    owed: dict[int, list[int]] = defaultdict(lambda: [0] * len(AGES))
    names: dict[int, str] = {}
    invoices: list[Any] = list(
        Invoice.objects.awaiting_money()
        .filter(currency=currency)
        .with_paid()
        .select_related("client")
    )
    for invoice in invoices:
        left = invoice.owed
        late = (on - invoice.due_on).days
        place = next(at for at, (days, _name) in enumerate(AGES) if late <= days)
        owed[invoice.client_id][place] += max(0, left)
        names[invoice.client_id] = invoice.client.name
    rows = [Debtor(pk, names[pk], ages) for pk, ages in owed.items() if any(ages)]
    return sorted(rows, key=lambda row: (row.ages[::-1], row.name), reverse=True)


def months_with_entries() -> list[date]:
    """The months there is something to report of, the latest first."""
    days = Entry.objects.order_by("-made_on").dates("made_on", "month", order="DESC")
    return list(days[:36])


def rows_of_month(year: int, number: int) -> Iterable[list[Any]]:
    """Every entry of a month, for the bookkeeper's own program."""
    entries = Entry.objects.of_month(year, number).select_related("client", "invoice", "payment")
    titles = _names("plan")
    yield [
        _("Date"), _("Kind"), _("Debit"), _("Credit"), _("Sum"), _("Payer"), _("INN"),
        _("Invoice"), _("Plan"), _("Reference"), _("Currency"),
    ]  # fmt: skip
    for entry in with_plan(entries).order_by("made_on", "pk").iterator(chunk_size=2000):
        invoice = entry.invoice
        yield [
            entry.made_on,
            entry.get_kind_display(),
            entry.get_debit_display(),
            entry.get_credit_display(),
            entry.amount_tyiyn,
            entry.client.name if entry.client else "",
            invoice.buyer.get("inn", "") if invoice else "",
            invoice.number if invoice else "",
            titles.get(entry.plan, ""),
            entry.payment.reference if entry.payment else "",
            entry.currency,
        ]
