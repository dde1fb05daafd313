"""What the bank does every day."""

from datetime import date

from membership.bank import imports
from portal.core import daily


@daily.jobs.named("bank.match_waiting")
def match_waiting(today: date) -> None:
    """Compare lines that wait with the invoices and aliases of today."""
    imports.match_waiting(on=today)
