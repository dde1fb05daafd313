"""Do the books agree: the accounts among themselves, and with the documents they stand for."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from membership.billing.ledger.models import Account, Entry, EntryQuerySet
from membership.billing.models import Invoice, Payment, Source, UnallocatedPayment


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sum that stands in the ledger otherwise than the documents say."""

    account: str
    ledger_tyiyn: int
    documents_tyiyn: int


def balances(entries: EntryQuerySet | None = None) -> dict[Account, int]:
    """Debit less credit of every account. One query.

    Args:
        entries: those to look at; all when not given.
    """
    rows = (Entry.objects.all() if entries is None else entries).order_by()
    found: dict[Account, int] = dict.fromkeys(Account, 0)
    for debit, credit, tyiyn in rows.values_list("debit", "credit").annotate(
        sum=Sum("amount_tyiyn")
    ):
        found[Account(debit)] += tyiyn
        found[Account(credit)] -= tyiyn
    return found


def disagreements() -> list[Disagreement]:
    """Where the books do not agree; empty when all is well. Six queries, whatever the size."""
    stand = balances()
    came = _payments(~Q(source__in=[Source.WRITTEN_OFF, Source.SPONSOR]))
    waiting = UnallocatedPayment.objects.waiting().total_tyiyn()
    invoiced = Invoice.objects.exclude(status=Invoice.Status.CANCELLED)
    billed = invoiced.aggregate(sum=Sum("total_tyiyn"))["sum"] or 0
    forgiven = _payments(Q(source=Source.WRITTEN_OFF))
    sponsored = _payments(Q(source=Source.SPONSOR))
    compared = [
        ("trial balance", sum(stand.values()), 0),
        (Account.BILLED, -stand[Account.BILLED], billed),
        (Account.RECEIVED, stand[Account.RECEIVED] + stand[Account.REFUNDED], came + waiting),
        (Account.UNALLOCATED, -stand[Account.UNALLOCATED], waiting),
        (Account.WRITTEN_OFF, stand[Account.WRITTEN_OFF], forgiven),
        (Account.SPONSORED, stand[Account.SPONSORED], sponsored),
        (Account.RECEIVABLE, stand[Account.RECEIVABLE], billed - came - forgiven - sponsored),
    ]
    wrong = [Disagreement(str(name), *sums) for name, *sums in compared if sums[0] != sums[1]]
    return wrong + [Disagreement(number, *sums) for number, *sums in _wrong_invoices()]


def _wrong_invoices() -> list[tuple[str, int, int]]:
    """Invoices of which the ledger knows another debt than their payments leave."""
    owed: dict[int, int] = defaultdict(int)
    rows = Entry.objects.exclude(invoice=None).order_by()
    for invoice_id, debit, credit, tyiyn in rows.values_list(
        "invoice_id", "debit", "credit"
    ).annotate(sum=Sum("amount_tyiyn")):
        owed[invoice_id] += tyiyn * ((debit == Account.RECEIVABLE) - (credit == Account.RECEIVABLE))
    invoices: QuerySet[Any] = Invoice.objects.with_paid()  # django-stubs knows no ``paid`` by it
    documents = invoices.values_list("pk", "number", "status", "total_tyiyn", "paid")
    wrong = []
    for pk, number, status, total, paid in documents:
        left = (0 if status == Invoice.Status.CANCELLED else total) - paid
        if owed[pk] != left:
            wrong.append((number, owed[pk], left))
    return wrong


def _payments(condition: Q) -> int:
    return Payment.objects.filter(condition).total_tyiyn()
