"""Named questions about invoices and money."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from membership.billing import brought
from membership.clients.models import Office

if TYPE_CHECKING:
    from membership.billing.models import (
        Checkout,
        Invoice,
        Payment,
        QrOrder,
        UnallocatedPayment,
    )


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    """Invoices."""

    def visible_to(self, reader: Any, day: date) -> Self:
        """Keep what this signed-in reader may open on ``day``.

        That is her own client's, what she asked for, and what was issued to a body in which she
        holds a checked office, or to one that this body took over.
        """
        offices = Office.objects.verified().serving_on(day).filter(client__user=reader)
        bodies = offices.values("organisation")
        of_her_office = Q(client__kind="organisation") & (
            Q(client__organisation__in=bodies) | Q(client__organisation__successor__in=bodies)
        )
        return self.filter(Q(client__user=reader) | Q(asked_by=reader) | of_her_office)

    def awaiting_money(self) -> Self:
        """Keep those that are issued and not paid in full."""
        return self.filter(status="issued")

    def overdue(self, day: date) -> Self:
        """Keep those whose last day to pay lies before ``day``."""
        return self.awaiting_money().filter(due_on__lt=day)

    def with_paid(self) -> Self:
        """Annotate ``paid``, what arrived less what was given back, and ``owed``, what is left.

        Owed is below zero where more arrived than is asked.
        """
        payments = self.model._meta.get_field("payments").related_model
        sums = (
            payments._default_manager.filter(invoice=OuterRef("pk"))
            .order_by()
            .values("invoice")
            .annotate(sum=Sum("amount_tyiyn"))
            .values("sum")
        )
        return self.annotate(
            paid=Coalesce(Subquery(sums), 0, output_field=models.BigIntegerField())
        ).annotate(owed=F("total_tyiyn") - F("reduced_tyiyn") - F("paid"))

    def overpaid(self) -> Self:
        """Keep the paid ones with money beyond what is asked: it belongs to the payer."""
        return self.filter(status="settled").with_paid().filter(owed__lt=0)


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Payments and the rows that give them back."""

    def total_tyiyn(self) -> int:
        """The sum of all of them."""
        return self.aggregate(sum=Sum("amount_tyiyn"))["sum"] or 0

    def entered_by_hand(self) -> Self:
        """Keep what a person typed and no document stands behind."""
        typed = self.filter(
            amount_tyiyn__gt=0, source__in=["bank", "cash"], recorded_by__isnull=False
        )
        for _name, ids in brought.sources:
            typed = typed.exclude(pk__in=ids())
        return typed


class UnallocatedPaymentQuerySet(models.QuerySet["UnallocatedPayment"]):
    """Money without an invoice."""

    def waiting(self) -> Self:
        """Keep what nobody has found an invoice for."""
        return self.filter(became=None, returned_at=None)

    def total_tyiyn(self) -> int:
        """The sum of all of them."""
        return self.aggregate(sum=Sum("amount_tyiyn"))["sum"] or 0


class CheckoutQuerySet(models.QuerySet["Checkout"]):
    """Pages of a card provider."""

    def usable(self, at: datetime) -> Self:
        """Keep those that are being opened or still wait for a card at ``at``."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at))


class QrOrderQuerySet(models.QuerySet["QrOrder"]):
    """Orders at a QR acquirer."""

    def usable(self, at: datetime) -> Self:
        """Keep those that are being asked for or can still be paid at ``at``."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at))
