"""Papers with their numbers and frozen words, details of payers, the state's e-invoices."""

from typing import Self

from django.conf import settings
from django.core.files.storage import Storage
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.money import HOME
from portal.core.uploads import PAPERS, PICTURES, UploadCheck, private_storage


def _digits(least: int, most: int) -> RegexValidator:
    return RegexValidator(
        rf"^[0-9]{{{least},{most}}}\Z", _("Digits alone, as in the papers of the bank.")
    )


class PayerDetails(models.Model):
    """A payer as a party of contracts. Papers made earlier keep what stood there then."""

    client = models.OneToOneField("clients.Client", models.CASCADE, related_name="payer_details")
    name_ky = models.CharField(_("full name in Kyrgyz"), max_length=250, blank=True)
    name_ru = models.CharField(_("full name in Russian"), max_length=250, blank=True)
    inn = models.CharField(_("INN"), max_length=14, blank=True, validators=[_digits(14, 14)])
    okpo = models.CharField(_("OKPO"), max_length=8, blank=True, validators=[_digits(8, 8)])
    address_ky = models.CharField(_("legal address in Kyrgyz"), max_length=300, blank=True)
    address_ru = models.CharField(_("legal address in Russian"), max_length=300, blank=True)
    bank_ky = models.CharField(_("bank in Kyrgyz"), max_length=200, blank=True)
    bank_ru = models.CharField(_("bank in Russian"), max_length=200, blank=True)
    bic = models.CharField(_("BIC"), max_length=8, blank=True, validators=[_digits(6, 8)])
    account = models.CharField(
        _("bank account"), max_length=20, blank=True, validators=[_digits(10, 20)]
    )
    treasury_account = models.CharField(
        _("account at the Treasury"), max_length=20, blank=True, validators=[_digits(10, 20)]
    )
    head = models.CharField(_("name of who signs"), max_length=120, blank=True)
    head_post_ky = models.CharField(_("post of who signs, in Kyrgyz"), max_length=120, blank=True)
    head_post_ru = models.CharField(_("post of who signs, in Russian"), max_length=120, blank=True)
    acts_by_ky = models.CharField(_("acts on the basis of, in Kyrgyz"), max_length=160, blank=True)
    acts_by_ru = models.CharField(_("acts on the basis of, in Russian"), max_length=160, blank=True)

    #: The same in every language, and what is said in each of them.
    PLAIN = ("inn", "okpo", "bic", "account", "treasury_account", "head")
    SPOKEN = ("name", "address", "bank", "head_post", "acts_by")

    class Meta:
        verbose_name = _("details of a payer")
        verbose_name_plural = _("details of payers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_ky="", name_ru=""), name="bookkeeping_payer_has_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name_ru or self.name_ky

    def in_language(self, language: str) -> dict[str, str]:
        """As a party of a paper; what is missing in one language stands there in the other."""
        other = "ru" if language == "ky" else "ky"
        spoken = {
            name: getattr(self, f"{name}_{language}") or getattr(self, f"{name}_{other}")
            for name in self.SPOKEN
        }
        return {**spoken, **{name: getattr(self, name) for name in self.PLAIN}}


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers."""

    def standing(self) -> Self:
        """Drop those that were declared void."""
        return self.filter(voided_at=None)

    def contracts(self) -> Self:
        """Keep the offers and contracts that stand."""
        return self.standing().filter(kind__in=["offer", "contract"])

    def acts(self) -> Self:
        """Keep the acts of acceptance that stand, in the order of their days."""
        return self.standing().filter(kind="act").order_by("starts_on", "pk")


def scans() -> Storage:
    """Where signed papers lie."""
    return private_storage()


class Paper(models.Model):
    """A numbered paper, frozen with all its words. The invoice itself is billing's."""

    class Kind(models.TextChoices):
        OFFER = "offer", _("Offer")
        CONTRACT = "contract", _("Contract")
        ACT = "act", _("Act of acceptance")
        RECONCILIATION = "reconciliation", _("Reconciliation statement")
        RECEIPT = "receipt", _("Receipt")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    number = models.CharField(_("number"), max_length=24, unique=True)
    dated_on = models.DateField(_("dated"))
    client = models.ForeignKey(
        "clients.Client", models.PROTECT, related_name="papers", verbose_name=_("payer")
    )
    invoice = models.ForeignKey(
        "billing.Invoice",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="more_papers",
        verbose_name=_("invoice"),
    )
    payment = models.OneToOneField(
        "billing.Payment", models.PROTECT, null=True, blank=True, related_name="receipt"
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    #: Of an act for a subscription counted in issues: how many it accepts, each copy apart.
    issues = models.PositiveIntegerField(_("issues"), null=True, blank=True)
    amount_tyiyn = models.BigIntegerField(_("amount"), default=0)
    #: All that is printed, in each language, and the version of the form it is printed by.
    snapshot = models.JSONField(default=dict)
    form_version = models.PositiveSmallIntegerField(default=2)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    scan = models.FileField(
        _("scan of the signed paper"),
        upload_to="signed/%Y/",
        storage=scans,
        blank=True,
        validators=[UploadCheck(PICTURES | PAPERS, 15)],
    )
    #: Nobody goes by it any more; its number stays used.
    voided_at = models.DateTimeField(_("void since"), null=True, blank=True)
    void_reason = models.CharField(_("why void"), max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-dated_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "invoice"],
                condition=Q(kind__in=["offer", "contract"], voided_at=None),
                name="bookkeeping_one_contract_an_invoice",
            ),
            models.UniqueConstraint(
                fields=["invoice", "starts_on"],
                condition=Q(kind="act", voided_at=None),
                name="bookkeeping_one_act_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def currency(self) -> str:
        """In what its sum is."""
        return self.invoice.currency if self.invoice else HOME

    @property
    def is_between_parties(self) -> bool:
        """What both sides go by: it can be declared void, unlike what tells of money."""
        return self.kind in {self.Kind.OFFER, self.Kind.CONTRACT, self.Kind.ACT}

    @property
    def awaits_signature(self) -> bool:
        """An act or a contract that nobody sent back signed."""
        is_asked_for = self.kind in {self.Kind.ACT, self.Kind.CONTRACT} and not self.voided_at
        return is_asked_for and self.signed_on is None


class StateInvoice(models.Model):
    """The state's electronic invoice (ЭСФ) of one of ours: its number there and how it stands."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Prepared")
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        CANCELLED = "cancelled", _("Cancelled")

    invoice = models.OneToOneField(
        "billing.Invoice", models.PROTECT, related_name="state_invoice", verbose_name=_("invoice")
    )
    number = models.CharField(_("number of the ЭСФ"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=State)
    dated_on = models.DateField(_("dated"))

    class Meta:
        verbose_name = _("state e-invoice")
        verbose_name_plural = _("state e-invoices")

    def __str__(self) -> str:
        return self.number
