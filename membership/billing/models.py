"""Invoices and the money that arrives for them."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from membership.billing.cards.models import CardCharge, CardOnFile, CardPage
from membership.billing.disputes.models import TAKEN, Dispute
from membership.billing.ledger.models import Entry
from membership.billing.qr.models import QrOrder
from membership.billing.querysets import (
    CheckoutQuerySet,
    InvoiceQuerySet,
    PaymentQuerySet,
    UnallocatedPaymentQuerySet,
)
from membership.billing.reconciling.models import Reconciliation
from membership.billing.reductions.models import Reduction
from membership.billing.requisites import SellerRequisites, TaxRate
from portal.core.money import HOME

#: Languages in which papers are made.
PAPER_LANGUAGES = ("ky", "ru")

__all__ = [
    "PAPER_LANGUAGES",
    "CardCharge",
    "CardOnFile",
    "CardPage",
    "Checkout",
    "Dispute",
    "Entry",
    "Invoice",
    "InvoiceLine",
    "InvoicePaper",
    "Payment",
    "ProviderNotice",
    "QrOrder",
    "Reconciliation",
    "Reduction",
    "SellerRequisites",
    "Source",
    "TaxRate",
    "UnallocatedPayment",
]


class Invoice(models.Model):
    """A demand for money with a number. Never edited, never deleted, only cancelled."""

    class Status(models.TextChoices):
        ISSUED = "issued", _("Waiting for payment")
        SETTLED = "settled", _("Paid")
        CANCELLED = "cancelled", _("Cancelled")

    number = models.CharField(_("number"), max_length=20, unique=True)
    client = models.ForeignKey(
        "clients.Client", models.PROTECT, related_name="invoices", verbose_name=_("payer")
    )
    #: Who asked for it and may open it beside the payer.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.ISSUED, db_index=True
    )
    currency = models.CharField(max_length=3, default=HOME)
    total_tyiyn = models.BigIntegerField(_("amount"))
    #: The sum of its reductions: what is asked is the total less this.
    reduced_tyiyn = models.BigIntegerField(default=0, editable=False)
    language = models.CharField(max_length=2, choices=[("ky", "ky"), ("ru", "ru")])
    #: Parties as they were on the day of issue, and the version of the paper's template.
    snapshot = models.JSONField(default=dict)
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("pay until"))
    settled_at = models.DateTimeField(_("paid on"), null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(_("why cancelled"), max_length=300, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total_tyiyn__gt=0), name="billing_invoice_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(reduced_tyiyn__gte=0, reduced_tyiyn__lte=F("total_tyiyn")),
                name="billing_reduced_by_what_it_asks",
            ),
            models.CheckConstraint(
                condition=Q(status="settled", settled_at__isnull=False)
                | (~Q(status="settled") & Q(settled_at=None)),
                name="billing_settled_has_a_moment",
            ),
            models.CheckConstraint(
                condition=(Q(status="cancelled", cancelled_at__isnull=False) & ~Q(cancel_reason=""))
                | (~Q(status="cancelled") & Q(cancelled_at=None)),
                name="billing_cancelled_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def buyer(self) -> dict[str, Any]:
        """The payer as printed: ``name``, ``inn``, ``address``."""
        return dict(self.snapshot["buyer"])

    @property
    def seller(self) -> dict[str, str]:
        """The publisher as printed, in the language of the reader."""
        language = "ky" if get_language() == "ky" else "ru"
        return dict(self.snapshot["seller"][language])

    @property
    def asked_tyiyn(self) -> int:
        """What is asked for it: the total less its reductions."""
        return self.total_tyiyn - self.reduced_tyiyn

    def paid_tyiyn(self) -> int:
        """What has arrived, less what was given back."""
        return self.payments.aggregate(sum=models.Sum("amount_tyiyn"))["sum"] or 0

    def outstanding_tyiyn(self) -> int:
        """What is still owed; below zero when more arrived than was asked."""
        return self.asked_tyiyn - self.paid_tyiyn()


class InvoiceLine(models.Model):
    """One thing that is paid for, named in both languages as on the day of issue."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    title_ky = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    quantity = models.PositiveIntegerField(default=1)
    price_tyiyn = models.BigIntegerField()
    amount_tyiyn = models.BigIntegerField()

    class Meta:
        verbose_name = _("line of an invoice")
        verbose_name_plural = _("lines of invoices")
        ordering = ["invoice", "position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="billing_line_positions"),
            models.CheckConstraint(
                condition=Q(amount_tyiyn=F("quantity") * F("price_tyiyn"), amount_tyiyn__gt=0),
                name="billing_line_multiplies",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.position}"

    @property
    def title(self) -> str:
        """The name in the language of the reader."""
        return self.title_ky if get_language() == "ky" else self.title_ru


class InvoicePaper(models.Model):
    """The PDF of an invoice in one language, in the private storage."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="papers")
    language = models.CharField(max_length=2)
    path = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("paper of an invoice")
        verbose_name_plural = _("papers of invoices")
        constraints = [
            models.UniqueConstraint(fields=["invoice", "language"], name="billing_one_paper_each")
        ]

    def __str__(self) -> str:
        return self.path


class Checkout(models.Model):
    """A card provider's page that waits for payment of an invoice."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="checkouts")
    amount_tyiyn = models.BigIntegerField()
    language = models.CharField(max_length=2)
    asked_at = models.DateTimeField()
    #: The provider's id and address: empty until the worker has asked the provider.
    external_id = models.CharField(max_length=120, blank=True, db_index=True)
    url = models.URLField(max_length=2000, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = CheckoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment page")
        verbose_name_plural = _("payment pages")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_tyiyn__gt=0), name="billing_checkout_above_zero"
            )
        ]

    def __str__(self) -> str:
        return self.external_id or f"#{self.pk}"


class Source(models.TextChoices):
    """By which way money came."""

    CARD = "card", _("Card")
    BANK = "bank", _("Bank transfer")
    CASH = "cash", _("Cash")
    QR = "qr", _("QR code")
    #: No money: the rest of a part payment that staff forgave.
    WRITTEN_OFF = "writeoff", _("Forgiven")
    #: No money from this payer: a sponsor answers for the invoice.
    SPONSOR = "sponsor", _("Sponsor")

    @property
    def is_money(self) -> bool:
        """Whether anything arrived."""
        return self not in {Source.WRITTEN_OFF, Source.SPONSOR}


class Payment(models.Model):
    """Money counted against an invoice, or given back (below zero). Never edited."""

    Source = Source

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="payments", verbose_name=_("invoice")
    )
    amount_tyiyn = models.BigIntegerField(_("amount"))
    source = models.CharField(_("source"), max_length=8, choices=Source)
    reference = models.CharField(_("reference"), max_length=120)
    #: The payment that this row gives back, whole or in part.
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reversals"
    )
    #: Below zero without any money going back: it had been counted by mistake.
    is_correction = models.BooleanField(default=False)
    reason = models.CharField(_("why given back"), max_length=300, blank=True)
    received_at = models.DateTimeField(_("received on"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "reference"], name="billing_payment_once"),
            models.CheckConstraint(
                condition=Q(amount_tyiyn__gt=0, reverses=None)
                | Q(amount_tyiyn__lt=0, reverses__isnull=False),
                name="billing_payment_or_reversal",
            ),
            models.CheckConstraint(
                condition=~Q(reference=""), name="billing_payment_has_a_reference"
            ),
            models.CheckConstraint(
                condition=Q(amount_tyiyn__lt=0) | Q(is_correction=False),
                name="billing_correction_takes_off",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.reference}"

    @property
    def is_taken_by_dispute(self) -> bool:
        """The payer's bank took the money back: nobody here gave it."""
        return self.amount_tyiyn < 0 and self.reason == TAKEN


class UnallocatedPayment(models.Model):
    """Money that arrived for an invoice that is cancelled or cannot be told."""

    amount_tyiyn = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3, default=HOME)
    source = models.CharField(_("source"), max_length=8, choices=Source)
    reference = models.CharField(_("reference"), max_length=120)
    received_at = models.DateTimeField(_("received on"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: The cancelled invoice, when the payer named one.
    invoice = models.ForeignKey(
        Invoice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="unallocated",
        verbose_name=_("named invoice"),
    )
    #: What the payer or the provider said: purpose of the payment, name.
    hint = models.CharField(_("said by the payer"), max_length=300, blank=True)
    #: The payment it became once somebody found its invoice.
    became = models.OneToOneField(
        Payment, models.PROTECT, null=True, blank=True, related_name="was_unallocated"
    )
    #: When it went back to its sender, by which payment order and why.
    returned_at = models.DateTimeField(_("returned on"), null=True, blank=True)
    return_reference = models.CharField(max_length=120, blank=True)
    return_reason = models.CharField(_("why returned"), max_length=300, blank=True)

    objects = UnallocatedPaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("unallocated money")
        verbose_name_plural = _("unallocated money")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "reference"], name="billing_unallocated_once"
            ),
            models.CheckConstraint(
                condition=Q(amount_tyiyn__gt=0), name="billing_unallocated_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(became=None) | Q(returned_at=None), name="billing_kept_or_returned"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.reference}"


class ProviderNotice(models.Model):
    """What a payment provider told us, as it came. Kept first, acted on by the worker."""

    provider = models.CharField(_("provider"), max_length=20)
    external_id = models.CharField(_("provider's id"), max_length=255)
    kind = models.CharField(_("kind"), max_length=255)
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    received_at = models.DateTimeField(_("received on"), auto_now_add=True)
    acted_on_at = models.DateTimeField(_("acted on"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    class Meta:
        verbose_name = _("notice of a payment provider")
        verbose_name_plural = _("notices of payment providers")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "external_id"], name="billing_notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.kind}"
