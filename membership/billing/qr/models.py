"""Orders at a QR acquirer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.billing.querysets import QrOrderQuerySet


class QrOrder(models.Model):
    """A sum that waits to be paid by a QR code; each names one order at the acquirer."""

    invoice = models.ForeignKey("billing.Invoice", models.PROTECT, related_name="qr_orders")
    amount_tyiyn = models.BigIntegerField()
    asked_at = models.DateTimeField()
    #: The acquirer's id and what the code says: empty until the worker has asked for them.
    external_id = models.CharField(max_length=120, blank=True, db_index=True)
    payload = models.CharField(max_length=1000, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = QrOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("QR code of an invoice")
        verbose_name_plural = _("QR codes of invoices")
        constraints = [
            models.CheckConstraint(condition=Q(amount_tyiyn__gt=0), name="billing_qr_above_zero")
        ]

    def __str__(self) -> str:
        return self.external_id or f"#{self.pk}"
