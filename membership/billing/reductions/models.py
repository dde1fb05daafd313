"""Parts of invoices that are owed no more."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Reduction(models.Model):
    """A part of a paid invoice that is owed no more, or the taking back of one (below zero).

    Never edited. The surplus it leaves on the invoice is money of the payer: it is given back or
    moved by the deeds that exist for payments.
    """

    invoice = models.ForeignKey(
        "billing.Invoice", models.PROTECT, related_name="reductions", verbose_name=_("invoice")
    )
    amount_tyiyn = models.BigIntegerField(_("amount"))
    #: Names the deed: the same deed again is the same reduction.
    key = models.CharField(max_length=60, unique=True)
    #: The reduction that this row takes back, as a whole.
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    reason = models.CharField(_("why"), max_length=300)
    made_at = models.DateTimeField(_("entered"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("reduction of an invoice")
        verbose_name_plural = _("reductions of invoices")
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_tyiyn__gt=0, reverses=None)
                | Q(amount_tyiyn__lt=0, reverses__isnull=False),
                name="billing_reduction_or_reversal",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="billing_reduction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason
