"""A site that takes cards: its provider is the simulator, run as a program of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from membership.billing import checkouts
from portal.core import clock, outbox

if TYPE_CHECKING:
    from membership.billing.models import Checkout, Invoice


def opened_checkout(invoice: Invoice) -> Checkout:
    """The provider's page for an invoice, as the worker opens it."""
    checkout = checkouts.ask_for_checkout(invoice_id=invoice.pk, language="ky", at=clock.now())
    outbox.drain()
    checkout.refresh_from_db()
    return checkout
