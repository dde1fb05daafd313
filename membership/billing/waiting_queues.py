"""What of money waits for staff."""

from typing import Any

from django.db.models import Count, Min, Q
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
    today = clock.today()
    late = Count("pk", filter=Q(due_on__lt=today))
    awaited = Invoice.objects.awaiting_money().order_by()
    facts = awaited.aggregate(count=Count("pk"), due=Min("due_on"), late=late)
    return Queue(
        label=_("Bank payments awaited"),
        count=facts["count"],
        url=reverse("billing_invoices:index") + "?status=issued",
        due_on=facts["due"],
        overdue=facts["late"],
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
