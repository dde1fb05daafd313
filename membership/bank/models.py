"""Statements, their lines, what came of each line, and what was learned from people's decisions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from membership.bank.querysets import BankLineQuerySet


class Statement(models.Model):
    """One file of the bank, as it was imported."""

    file_name = models.CharField(_("file"), max_length=200)
    format = models.CharField(_("format"), max_length=10)
    account = models.CharField(_("account"), max_length=34, blank=True)
    #: The file itself, in the private storage.
    path = models.CharField(max_length=200)
    starts_on = models.DateField(_("from"), null=True)
    ends_on = models.DateField(_("until"), null=True)
    new_lines = models.PositiveIntegerField(_("new lines"), default=0)
    known_lines = models.PositiveIntegerField(_("known lines"), default=0)
    #: Lines that could not be read: ``place``, ``text``, ``code`` and ``value`` of each.
    refused = models.JSONField(default=list)
    imported_at = models.DateTimeField(_("imported"))
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-imported_at", "-id"]

    def __str__(self) -> str:
        return self.file_name


class BankLine(models.Model):
    """A line of a statement: money that came (above zero) or went (below)."""

    class State(models.TextChoices):
        CERTAIN = "certain", _("Certain, being booked")
        WAITING = "waiting", _("Waits for a decision")
        BOOKED = "booked", _("Booked")
        ASIDE = "aside", pgettext_lazy("state of a line", "Set aside")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64, unique=True)
    booked_on = models.DateField(_("date"), db_index=True)
    amount_tyiyn = models.BigIntegerField(_("amount"))
    number = models.CharField(_("payment order"), max_length=40, blank=True)
    other_name = models.CharField(_("sender"), max_length=250, blank=True)
    other_inn = models.CharField(_("INN"), max_length=14, blank=True)
    other_account = models.CharField(_("account"), max_length=34, blank=True)
    other_bank = models.CharField(_("BIC"), max_length=20, blank=True)
    purpose = models.CharField(_("purpose"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, db_index=True)
    #: ``doubt``, ``proposals``, ``together``, ``marks``: see ``matching.judge.Verdict``.
    verdict = models.JSONField(default=dict)
    aside_reason = models.CharField(_("why set aside"), max_length=300, blank=True)
    #: Times the line was booked: a booking that was undone and made anew is another payment.
    bookings = models.PositiveSmallIntegerField(default=0)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    #: Empty for what booked itself.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = BankLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the bank")
        verbose_name_plural = _("lines of the bank")
        ordering = ["-booked_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount_tyiyn=0), name="bank_line_is_not_nothing"),
            models.CheckConstraint(
                condition=(Q(state="aside") & ~Q(aside_reason=""))
                | (~Q(state="aside") & Q(aside_reason="")),
                name="bank_aside_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on:%d.%m.%Y} {self.number or self.other_name[:40]}".strip()

    @property
    def came(self) -> bool:
        """True for money that came."""
        return self.amount_tyiyn > 0

    @property
    def proposals(self) -> list[dict[str, Any]]:
        """What matching found, the best first."""
        return list(self.verdict.get("proposals", []))


class Allocation(models.Model):
    """A payment, a reversal or kept money that a line of the bank stands behind."""

    line = models.ForeignKey(BankLine, models.PROTECT, related_name="allocations")
    payment = models.OneToOneField(
        "billing.Payment", models.PROTECT, null=True, blank=True, related_name="bank_allocation"
    )
    kept = models.OneToOneField(
        "billing.UnallocatedPayment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_allocation",
    )
    #: The payment was entered by hand before the line came.
    was_known = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("booking of a line")
        verbose_name_plural = _("bookings of lines")
        constraints = [
            models.CheckConstraint(
                condition=Q(payment__isnull=False, kept=None) | Q(payment=None, kept__isnull=False),
                name="bank_booked_as_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id} → {self.payment_id or self.kept_id}"


class PayerAlias(models.Model):
    """By what a client's money is known: learned when a person confirms a match."""

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("account")
        INN = "inn", _("INN")
        NAME = "name", _("name")

    client = models.ForeignKey(
        "clients.Client", models.CASCADE, related_name="payer_aliases", verbose_name=_("payer")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    key = models.CharField(_("known by"), max_length=250)
    #: The line about which a person decided so: an undone decision teaches nothing.
    line = models.ForeignKey(
        BankLine, models.SET_NULL, null=True, blank=True, related_name="aliases"
    )
    learned_at = models.DateTimeField(_("learned"), auto_now_add=True)

    class Meta:
        verbose_name = _("known sender")
        verbose_name_plural = _("known senders")
        constraints = [
            models.UniqueConstraint(fields=["client", "kind", "key"], name="bank_alias_once")
        ]
        indexes = [models.Index(fields=["kind", "key"], name="bank_alias_by_key")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"
