"""What of money waits for staff."""

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.billing.models import Dispute, Invoice, Reconciliation, UnallocatedPayment
from portal.core import clock
from portal.core.waiting import Queue, Rows, queues


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


@queues.named("disputes")
def disputes(user: Any) -> Queue | None:
    """Disputes that are lost unless somebody answers in time."""
    if not user.has_perm("billing.view_dispute"):
        return None
    late = Q(answer_by__lt=clock.now())
    waiting = Dispute.objects.awaiting_answer().aggregate(
        count=Count("pk"), due=Min("answer_by"), late=Count("pk", filter=late)
    )
    return Queue(
        label=_("Disputes that wait for an answer"),
        count=waiting["count"],
        url=reverse("billing_disputes:index"),
        due_on=timezone.localdate(waiting["due"]) if waiting["due"] else None,
        overdue=waiting["late"],
        icon="warning",
    )


@queues.named("differences_with_stripe")
def differences_with_stripe(user: Any) -> Queue | None:
    """What the last comparison with the provider found."""
    if not user.has_perm("billing.view_reconciliation"):
        return None
    newest = Reconciliation.objects.first()
    return Queue(
        label=_("Differences between Stripe and our books"),
        count=len(newest.differences) if newest else 0,
        url=reverse("billing_reconciliations:index"),
        icon="history",
    )


@queues.named("overpaid_invoices")
def overpaid_invoices(user: Any) -> Rows | None:
    """Money of payers beyond what is asked: to be given back or moved."""
    if not user.has_perm("billing.add_payment"):
        return None
    return Rows(
        label=_("Paid more than is asked: to give back"),
        rows=Invoice.objects.overpaid(),
        url=reverse("billing_invoices:index") + "?surplus=true",
        icon="rotate",
    )
