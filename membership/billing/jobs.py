"""What billing does every day."""

import logging
from datetime import date

from membership.billing.ledger.balance import disagreements
from portal.core import daily

logger = logging.getLogger(__name__)


@daily.jobs.named("billing.compare_the_books")
def compare_the_books(today: date) -> None:
    """Compare the ledger with the documents; what differs goes to the log as an error."""
    for one in disagreements():
        logger.error(
            "the ledger disagrees about %s: %d in the ledger, %d by the documents",
            one.account,
            one.ledger_tyiyn,
            one.documents_tyiyn,
        )
