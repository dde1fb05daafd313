"""Numbers of papers: one sequence a year, without gaps."""

from django.db import transaction

from membership.billing.models import NumberSequence


def next_number(kind: str, year: int) -> int:
    """Take the next number; it is given back if the caller's transaction fails.

    Must run inside the transaction that stores the paper: the row stays locked until its end, so
    that numbers have no gaps and no twins.

    Raises:
        TransactionManagementError: there is no transaction.
    """
    if transaction.get_connection().in_atomic_block is False:
        raise transaction.TransactionManagementError("numbers are taken inside a transaction")
    NumberSequence.objects.get_or_create(kind=kind, year=year)
    sequence = NumberSequence.objects.select_for_update().get(kind=kind, year=year)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return sequence.last


def invoice_number(year: int) -> str:
    """The next invoice number, such as ``2026-00012``."""
    return f"{year}-{next_number('invoice', year):05d}"
