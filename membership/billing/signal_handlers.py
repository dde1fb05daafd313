"""What follows inside billing from its own facts."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from membership.billing import checkouts, services
from membership.billing.signals import invoice_cancelled, invoice_settled
from membership.clients.signals import office_handed_over


@receiver(invoice_settled, dispatch_uid="billing.close_pages_of_settled")
def close_pages_of_settled(*, invoice_id: int, settled_at: datetime, **_: Any) -> None:
    """A settled invoice takes no more cards."""
    checkouts.close_waiting(invoice_id=invoice_id, at=settled_at)


@receiver(invoice_cancelled, dispatch_uid="billing.close_pages_of_cancelled")
def close_pages_of_cancelled(*, invoice_id: int, cancelled_at: datetime, **_: Any) -> None:
    """A cancelled invoice takes no more cards."""
    checkouts.close_waiting(invoice_id=invoice_id, at=cancelled_at)


@receiver(office_handed_over, dispatch_uid="billing.take_over_invoices")
def take_over_invoices(
    *, organisation_id: int, from_user_id: int | None, to_user_id: int | None, **_: Any
) -> None:
    """Invoices of the body follow the office."""
    if from_user_id and to_user_id:
        services.take_over_invoices(
            organisation_id=organisation_id, from_user_id=from_user_id, to_user_id=to_user_id
        )
