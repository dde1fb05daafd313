"""What of money waits for staff."""

from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.billing.models import Invoice, UnallocatedPayment
from portal.core import clock
from portal.core.waiting import Queue, queues


@queues.named("awaited_payments")
def awaited_payments(user: Any) -> Queue | None:
    """Invoices that nobody has paid in full."""
    if not user.has_perm("billing.view_invoice"):
        return None
    awaited = Invoice.objects.awaiting_money()
    return Queue(
        label=_("Bank payments awaited"),
        count=awaited.count(),
        url=reverse("billing_invoices:index") + "?status=issued",
        due_on=awaited.aggregate(due=Min("due_on"))["due"],
        overdue=Invoice.objects.overdue(clock.today()).count(),
        icon="doc-full",
    )


@queues.named("unallocated_money")
def unallocated_money(user: Any) -> Queue | None:
    """Money whose invoice must be found."""
    if not user.has_perm("billing.change_unallocatedpayment"):
        return None
    return Queue(
        label=_("Unallocated money"),
        count=UnallocatedPayment.objects.waiting().count(),
        url=reverse("billing_unallocated:index"),
        icon="warning",
    )


@queues.named("overpaid_invoices")
def overpaid_invoices(user: Any) -> Queue | None:
    """Money of payers beyond what is asked: to be given back or moved."""
    if not user.has_perm("billing.add_payment"):
        return None
    return Queue(
        label=_("Paid more than is asked: to give back"),
        count=Invoice.objects.overpaid().count(),
        url=reverse("billing_invoices:index") + "?surplus=true",
        icon="undo",
    )
