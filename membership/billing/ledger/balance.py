"""Do the books agree: the accounts among themselves, and with the documents they stand for."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from membership.billing.ledger.models import Account, Entry, EntryQuerySet
from membership.billing.models import Invoice, Payment, Source, UnallocatedPayment
from portal.core.money import HOME


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sum that stands in the ledger otherwise than the documents say."""

    account: str
    ledger_tyiyn: int
    documents_tyiyn: int


def currencies() -> list[str]:
    """Those in which the books have entries, the currency of the books first."""
    used = set(Entry.objects.order_by().values_list("currency", flat=True).distinct())
    return [HOME, *sorted(used - {HOME})]


def balances(entries: EntryQuerySet | None = None, *, currency: str = HOME) -> dict[Account, int]:
    """Debit less credit of every account in one currency. One query.

    Args:
        entries: those to look at; all when not given.
    """
    rows = (Entry.objects.all() if entries is None else entries).in_currency(currency).order_by()
    found: dict[Account, int] = dict.fromkeys(Account, 0)
    for debit, credit, tyiyn in rows.values_list("debit", "credit").annotate(
        sum=Sum("amount_tyiyn")
    ):
        found[Account(debit)] += tyiyn
        found[Account(credit)] -= tyiyn
    return found


def disagreements() -> list[Disagreement]:
    """Where the books do not agree, currency by currency; empty when all is well.

    Six queries a currency and three more, whatever the size.
    """
    wrong = [one for currency in currencies() for one in _disagreements_in(currency)]
    return wrong + [Disagreement(number, *sums) for number, *sums in _wrong_invoices()]


def _disagreements_in(currency: str) -> list[Disagreement]:
    stand = balances(currency=currency)
    came = _payments(~Q(source__in=[Source.WRITTEN_OFF, Source.SPONSOR]), currency)
    waiting = UnallocatedPayment.objects.waiting().filter(currency=currency).total_tyiyn()
    invoiced = Invoice.objects.exclude(status=Invoice.Status.CANCELLED).filter(currency=currency)
    billed = invoiced.aggregate(sum=Sum(F("total_tyiyn") - F("reduced_tyiyn")))["sum"] or 0
    forgiven = _payments(Q(source=Source.WRITTEN_OFF), currency)
    sponsored = _payments(Q(source=Source.SPONSOR), currency)
    compared = [
        ("trial balance", sum(stand.values()), 0),
        (Account.BILLED, -stand[Account.BILLED], billed),
        (Account.RECEIVED, stand[Account.RECEIVED] + stand[Account.REFUNDED], came + waiting),
        (Account.UNALLOCATED, -stand[Account.UNALLOCATED], waiting),
        (Account.WRITTEN_OFF, stand[Account.WRITTEN_OFF], forgiven),
        (Account.SPONSORED, stand[Account.SPONSORED], sponsored),
        (Account.RECEIVABLE, stand[Account.RECEIVABLE], billed - came - forgiven - sponsored),
    ]
    return [Disagreement(str(name), *sums) for name, *sums in compared if sums[0] != sums[1]]


def _wrong_invoices() -> list[tuple[str, int, int]]:
    """Invoices of which the ledger knows another debt than their payments leave."""
    owed: dict[int, int] = defaultdict(int)
    rows = Entry.objects.exclude(invoice=None).order_by()
    for invoice_id, debit, credit, tyiyn in rows.values_list(
        "invoice_id", "debit", "credit"
    ).annotate(sum=Sum("amount_tyiyn")):
        owed[invoice_id] += tyiyn * ((debit == Account.RECEIVABLE) - (credit == Account.RECEIVABLE))
    invoices: QuerySet[Any] = Invoice.objects.with_paid()  # django-stubs knows no ``paid`` by it
    documents = invoices.values_list("pk", "number", "status", "owed", "paid")
    wrong = []
    for pk, number, status, left, paid in documents:
        still = -paid if status == Invoice.Status.CANCELLED else left
        if owed[pk] != still:
            wrong.append((number, owed[pk], still))
    return wrong


def _payments(condition: Q, currency: str) -> int:
    return Payment.objects.filter(condition, invoice__currency=currency).total_tyiyn()
