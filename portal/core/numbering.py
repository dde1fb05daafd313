"""Numbers that people write on paper: one sequence a series and year, without gaps."""

from django.db import transaction

from portal.core.models import NumberSequence


def next_number(series: str, year: int) -> int:
    """Take the next number; it is given back if the caller's transaction fails.

    Must run inside the transaction that stores the numbered thing: the row stays locked until its
    end, so that numbers have no gaps and no twins.

    Raises:
        TransactionManagementError: there is no transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("numbers are taken inside a transaction")
    NumberSequence.objects.get_or_create(series=series, year=year)
    sequence = NumberSequence.objects.select_for_update().get(series=series, year=year)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return sequence.last
