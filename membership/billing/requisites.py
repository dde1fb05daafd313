"""Who is paid, and which taxes a price contains."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from portal.core.money import HOME
from portal.core.percent_field import HundredthsField, percent


@register_setting(icon="home")
class SellerRequisites(BaseGenericSetting):
    """Who is paid, and to which account. Changes touch only invoices issued later."""

    name_ky = models.CharField(_("name in Kyrgyz"), max_length=200, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    address_ky = models.CharField(_("address in Kyrgyz"), max_length=250, blank=True)
    address_ru = models.CharField(_("address in Russian"), max_length=250, blank=True)
    inn = models.CharField(
        _("INN"),
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^\d{14}$", _("An INN has 14 digits."))],
    )
    okpo = models.CharField(
        _("OKPO"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("An OKPO has 8 digits."))],
    )
    bank_ky = models.CharField(_("bank in Kyrgyz"), max_length=200, blank=True)
    bank_ru = models.CharField(_("bank in Russian"), max_length=200, blank=True)
    bic = models.CharField(
        _("BIC"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{6}(\d{2})?$", _("A BIC has 6 or 8 digits."))],
    )
    account = models.CharField(
        _("account number"),
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^\d{16}$", _("An account number has 16 digits."))],
    )
    treasury_account = models.CharField(
        _("account at the Treasury"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\d{10,20}$", _("An account has 10 to 20 digits."))],
    )
    swift = models.CharField(
        _("SWIFT of the bank"),
        max_length=11,
        blank=True,
        validators=[RegexValidator(r"^[A-Z0-9]{8}([A-Z0-9]{3})?$", _("8 or 11 letters, digits."))],
    )
    account_usd = models.CharField(
        _("account in US dollars"),
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^\d{16}$", _("An account number has 16 digits."))],
        help_text=_("Without it no invoice is issued in dollars."),
    )
    account_eur = models.CharField(
        _("account in euro"),
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^\d{16}$", _("An account number has 16 digits."))],
        help_text=_("Without it no invoice is issued in euro."),
    )
    head = models.CharField(_("who signs"), max_length=120, blank=True)
    head_post_ky = models.CharField(_("post of who signs, in Kyrgyz"), max_length=120, blank=True)
    head_post_ru = models.CharField(_("post of who signs, in Russian"), max_length=120, blank=True)
    acts_by_ky = models.CharField(
        _("acts on the basis of, in Kyrgyz"),
        max_length=160,
        blank=True,
        help_text=_("For example: Уставдын негизинде."),
    )
    acts_by_ru = models.CharField(
        _("acts on the basis of, in Russian"),
        max_length=160,
        blank=True,
        help_text=_("For example: на основании Устава."),
    )
    pay_within_days = models.PositiveSmallIntegerField(_("days to pay"), default=30)

    panels = [
        MultiFieldPanel(
            [FieldPanel(f) for f in ("name_ky", "name_ru", "address_ky", "address_ru")],
            heading=_("Publisher"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(f)
                for f in (
                    "inn",
                    "okpo",
                    "bank_ky",
                    "bank_ru",
                    "bic",
                    "account",
                    "treasury_account",
                    "swift",
                    "account_usd",
                    "account_eur",
                )
            ],
            heading=_("Bank details"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(f)
                for f in (
                    "head",
                    "head_post_ky",
                    "head_post_ru",
                    "acts_by_ky",
                    "acts_by_ru",
                    "pay_within_days",
                )
            ],
            heading=_("Papers"),
        ),
    ]

    class Meta:
        verbose_name = _("publisher's bank details")

    def account_in(self, currency: str) -> str:
        """The account on which money of ``currency`` arrives; empty when there is none."""
        return str(getattr(self, "account" if currency == HOME else f"account_{currency.lower()}"))

    @property
    def is_complete(self) -> bool:
        """True when somebody could pay by what stands here."""
        needed = (self.name_ky, self.name_ru, self.inn, self.bank_ky, self.bank_ru)
        return all((*needed, self.bic, self.account))


class TaxRate(models.Model):
    """A tax contained in the price, from a day on; papers of earlier days keep theirs."""

    class Kind(models.TextChoices):
        VAT = "vat", _("VAT")
        SALES = "sales", _("Sales tax")

    kind = models.CharField(_("tax"), max_length=8, choices=Kind)
    rate = HundredthsField(
        _("rate, percent"),
        most=5000,
        help_text=_("For example 12 or 12,5. Zero ends the tax from that day."),
    )
    from_on = models.DateField(_("in force from"))
    source = models.CharField(
        _("law"), max_length=200, blank=True, help_text=_("By what act, for whoever checks.")
    )

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        ordering = ["kind", "-from_on"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "from_on"], name="billing_one_rate_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {percent(self.rate)} %"
