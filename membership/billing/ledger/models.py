"""Entries of the ledger. They are added and never changed."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from membership.billing.errors import EntryIsFinal
from portal.core.money import HOME


class Account(models.TextChoices):
    """Where a sum can stand. The balance of all accounts together is always zero."""

    RECEIVABLE = "receivable", _("Owed to us")
    BILLED = "billed", _("Invoiced")
    RECEIVED = "received", _("Received")
    REFUNDED = "refunded", _("Given back")
    WRITTEN_OFF = "written_off", _("Forgiven")
    SPONSORED = "sponsored", _("Paid by sponsors")
    UNALLOCATED = "unallocated", _("Unallocated money")


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries. There is no way to change or delete them in bulk either."""

    def update(self, **kwargs: Any) -> int:
        """Refused."""
        raise EntryIsFinal

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise EntryIsFinal

    def in_currency(self, currency: str) -> Self:
        """Keep the entries of one currency: sums of two are never added."""
        return self.filter(currency=currency)

    def of_month(self, year: int, month: int) -> Self:
        """Keep the entries dated in a month."""
        return self.filter(made_on__year=year, made_on__month=month)


class Entry(models.Model):
    """A sum that moves from the account of credit to the account of debit.

    One row names both sides, so an entry out of balance cannot be written.
    """

    class Kind(models.TextChoices):
        ISSUED = "issued", _("Invoice issued")
        CANCELLED = "cancelled", _("Invoice cancelled")
        RECEIVED = "received", _("Money received")
        CORRECTED = "corrected", _("Entry reversed")
        REFUNDED = "refunded", _("Money given back")
        KEPT = "kept", _("Money without an invoice")
        ALLOCATED = "allocated", _("Invoice found")
        RETURNED = "returned", _("Returned to the sender")
        WRITTEN_OFF = "written_off", _("Rest forgiven")
        SPONSORED = "sponsored", _("Paid by a sponsor")
        REDUCED = "reduced", _("Invoice reduced")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    debit = models.CharField(_("debit"), max_length=12, choices=Account)
    credit = models.CharField(_("credit"), max_length=12, choices=Account)
    amount_tyiyn = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3, default=HOME)
    made_on = models.DateField(_("date"), db_index=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    #: Names the deed: the same deed again is the same entry.
    key = models.CharField(max_length=60, unique=True)
    client = models.ForeignKey(
        "clients.Client",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_entries",
        verbose_name=_("payer"),
    )
    invoice = models.ForeignKey(
        "billing.Invoice",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_entries",
        verbose_name=_("invoice"),
    )
    payment = models.ForeignKey(
        "billing.Payment", models.PROTECT, null=True, blank=True, related_name="ledger_entries"
    )
    reduction = models.ForeignKey(
        "billing.Reduction", models.PROTECT, null=True, blank=True, related_name="ledger_entries"
    )
    unallocated = models.ForeignKey(
        "billing.UnallocatedPayment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_entries",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("entries of the ledger")
        ordering = ["-made_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_tyiyn__gt=0), name="billing_entry_above_zero"
            ),
            models.CheckConstraint(
                condition=~Q(debit=F("credit")), name="billing_entry_has_two_sides"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.made_on:%d.%m.%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        if self.pk is not None and not self._state.adding:
            raise EntryIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: a mistake is put right by another entry."""
        raise EntryIsFinal
