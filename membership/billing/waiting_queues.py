"""What of money waits for staff."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.billing.models import Invoice, UnallocatedPayment
from portal.core.waiting import Rows, queues


@queues.named("awaited_payments")
def awaited_payments(user: Any) -> Rows | None:
    """Invoices that nobody has paid in full."""
    if not user.has_perm("billing.view_invoice"):
        return None
    return Rows(
        label=_("Bank payments awaited"),
        rows=Invoice.objects.awaiting_money(),
        url=reverse("billing_invoices:index") + "?status=issued",
        due="due_on",
        icon="doc-full",
    )


@queues.named("unallocated_money")
def unallocated_money(user: Any) -> Rows | None:
    """Money whose invoice must be found."""
    if not user.has_perm("billing.change_unallocatedpayment"):
        return None
    return Rows(
        label=_("Unallocated money"),
        rows=UnallocatedPayment.objects.waiting(),
        url=reverse("billing_unallocated:index"),
        icon="warning",
    )
