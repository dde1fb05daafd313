"""Cards kept at the provider and charged by standing consent. No card number is ever here."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CardOnFileQuerySet(models.QuerySet["CardOnFile"]):
    """Kept cards."""

    def of_client(self, client_id: int) -> "CardOnFile | None":
        """The one that pays for a client: after a merge of two cards of the base, the newest."""
        return (
            self.filter(client_id=client_id)
            .order_by(F("saved_at").desc(nulls_last=True), "-pk")
            .first()
        )


class CardOnFile(models.Model):
    """How the provider knows a payer, and the card that she lets it keep, if any."""

    client = models.ForeignKey(
        "clients.Client", models.PROTECT, related_name="cards_on_file", verbose_name=_("payer")
    )
    #: The provider's name of the payer; empty until a page was opened for her.
    customer_ref = models.CharField(max_length=120, blank=True, db_index=True)
    #: The provider's name of the card; empty while none is kept.
    method_ref = models.CharField(max_length=120, blank=True)
    brand = models.CharField(max_length=30, blank=True)
    last4 = models.CharField(max_length=4, blank=True)
    exp_month = models.PositiveSmallIntegerField(null=True, blank=True)
    exp_year = models.PositiveSmallIntegerField(null=True, blank=True)
    saved_at = models.DateTimeField(_("kept since"), null=True, blank=True)

    objects = CardOnFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept card")
        verbose_name_plural = _("kept cards")

    def __str__(self) -> str:
        return f"{self.brand} •••• {self.last4}" if self.method_ref else ""

    @property
    def is_kept(self) -> bool:
        """Whether there is a card that can be charged."""
        return bool(self.method_ref)

    @property
    def valid_until(self) -> str:
        """Month and year, as they stand on the card."""
        return f"{self.exp_month:02}/{self.exp_year}" if self.exp_month else ""


class CardPage(models.Model):
    """A page of the provider where a payer keeps a card, or changes the one that is kept."""

    class Kind(models.TextChoices):
        KEEP = "keep", _("Keep a card")
        CHANGE = "change", _("Change the card")

    card = models.ForeignKey(CardOnFile, models.CASCADE, related_name="pages")
    kind = models.CharField(max_length=6, choices=Kind)
    language = models.CharField(max_length=2)
    #: The address on this site to which the payer comes back.
    back = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: Empty until the worker has asked the provider.
    external_id = models.CharField(max_length=120, blank=True, db_index=True)
    url = models.URLField(max_length=2000, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("page for a card")
        verbose_name_plural = _("pages for cards")

    def __str__(self) -> str:
        return self.external_id or f"#{self.pk}"


class CardCharge(models.Model):
    """One try to take what an invoice asks for from a kept card. At most one is under way."""

    class State(models.TextChoices):
        ASKED = "asked", _("Under way")
        TAKEN = "taken", _("Taken")
        DECLINED = "declined", _("Declined by the bank")
        #: Nothing was owed any more, or the consent was taken back before the provider was asked.
        DROPPED = "dropped", _("Not carried out")

    invoice = models.ForeignKey("billing.Invoice", models.PROTECT, related_name="card_charges")
    card = models.ForeignKey(CardOnFile, models.PROTECT, related_name="charges")
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    amount_tyiyn = models.BigIntegerField(_("amount"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked"))
    #: When the provider was first asked: from then on the money may have been taken.
    sent_at = models.DateTimeField(null=True, blank=True)
    #: Nobody wants it any more: it is looked for at the provider, and not asked for.
    is_unwanted = models.BooleanField(default=False)
    external_id = models.CharField(_("provider's id"), max_length=120, blank=True)
    #: The provider's word for a refusal.
    refusal = models.CharField(_("refusal"), max_length=60, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("charge of a kept card")
        verbose_name_plural = _("charges of kept cards")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state="asked"), name="billing_one_charge_under_way"
            ),
            models.UniqueConstraint(
                fields=["invoice", "attempt"], name="billing_charge_attempts_count"
            ),
            models.CheckConstraint(
                condition=Q(amount_tyiyn__gt=0), name="billing_charge_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", ended_at=None)
                | (~Q(state="asked") & Q(ended_at__isnull=False)),
                name="billing_charge_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.attempt}"
