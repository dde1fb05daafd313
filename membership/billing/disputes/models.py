"""Disputes of card payments, as the provider tells of them."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

#: Statuses in which the provider waits for an answer of ours.
OPEN = ("needs_response", "warning_needs_response")
#: Stands as the reason of the reversal.
TAKEN = gettext_noop("Disputed by the owner of the card")
_OVER = ("won", "lost", "warning_closed", "prevented")


class DisputeQuerySet(models.QuerySet["Dispute"]):
    """Disputes."""

    def awaiting_answer(self) -> "DisputeQuerySet":
        """Keep those that are lost unless somebody answers in time."""
        return self.filter(status__in=OPEN)

    def holding_money(self) -> "DisputeQuerySet":
        """Keep those over money that was taken away and may still come back."""
        taken = self.filter(withdrawn_at__isnull=False, reinstated_at=None)
        return taken.exclude(status__in=_OVER)

    def most_urgent_first(self) -> "DisputeQuerySet":
        """Those that wait for an answer come first, by the day to answer."""
        waits = models.Case(models.When(status__in=OPEN, then=0), default=1)
        return self.order_by(waits, "answer_by", "-opened_at")


class Dispute(models.Model):
    """A payment that the owner of the card does not recognise.

    An inquiry leaves the money where it is. A dispute takes it away at once; that is written as a
    reversal of the payment, and a dispute that is won as a payment of its own.
    """

    STATUSES = {
        "needs_response": _("Waits for our answer"),
        "under_review": _("The bank is looking at it"),
        "warning_needs_response": _("Inquiry: waits for our answer"),
        "warning_under_review": _("Inquiry: the bank is looking at it"),
        "warning_closed": _("Inquiry closed"),
        "won": _("Won: the money is back"),
        "lost": _("Lost: the money went back to the payer"),
        "prevented": _("Prevented"),
    }
    REASONS = {
        "bank_cannot_process": _("the bank could not process it"),
        "credit_not_processed": _("a promised refund did not come"),
        "customer_initiated": _("asked for by the customer"),
        "duplicate": _("paid twice"),
        "fraudulent": _("the owner did not pay herself"),
        "general": _("without a particular reason"),
        "incorrect_account_details": _("wrong details of the account"),
        "insufficient_funds": _("not enough money"),
        "product_not_received": _("nothing was received"),
        "product_unacceptable": _("not what was promised"),
        "subscription_canceled": _("the subscription had been stopped"),
        "unrecognized": _("the payment is not recognised"),
    }

    payment = models.ForeignKey(
        "billing.Payment", models.PROTECT, related_name="disputes", verbose_name=_("payment")
    )
    external_id = models.CharField(_("provider's id"), max_length=120, unique=True)
    amount_tyiyn = models.BigIntegerField(_("amount"))
    reason = models.CharField(_("reason"), max_length=60)
    status = models.CharField(_("status"), max_length=40, db_index=True)
    opened_at = models.DateTimeField(_("opened"))
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("money taken"), null=True, blank=True)
    reinstated_at = models.DateTimeField(_("money came back"), null=True, blank=True)
    #: What staff were asked to do while the dispute could be answered.
    task = models.ForeignKey(
        "clients.Task", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-opened_at", "-id"]

    def __str__(self) -> str:
        return self.external_id

    @property
    def status_name(self) -> str:
        """The status in words; an unknown one as the provider says it."""
        return str(self.STATUSES.get(self.status, self.status))

    @property
    def reason_name(self) -> str:
        """Why, in words."""
        return str(self.REASONS.get(self.reason, self.reason))

    def is_late(self, at: datetime) -> bool:
        """Whether the day to answer has passed."""
        return self.status in OPEN and self.answer_by is not None and self.answer_by < at

    @property
    def is_over(self) -> bool:
        """Nothing more will happen."""
        return self.status in _OVER
