"""What billing does every day."""

import logging
from datetime import date, timedelta

from membership.billing.gateways import stripe as stripe_gateway
from membership.billing.ledger.balance import disagreements
from membership.billing.reconciling.services import RECONCILE
from portal.core import daily, outbox

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


#: Notices may be repeated for three days: what is late is looked at again the next night.
_COMPARED_DAYS = 3


@daily.jobs.named("billing.compare_with_stripe")
def compare_with_stripe(today: date) -> None:
    """Have the worker compare the last days with the provider's books; staff see the outcome."""
    if not stripe_gateway.is_offered():
        return
    first, last = today - timedelta(days=_COMPARED_DAYS), today - timedelta(days=1)
    outbox.enqueue(RECONCILE, key=today.isoformat(), first=first.isoformat(), last=last.isoformat())
