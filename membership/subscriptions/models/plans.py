"""What is sold, and for how much."""

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.querysets import BOTH, PlanQuerySet
from portal.core.money import HOME

COPIES_AT_MOST = 500
SEATS_AT_MOST = 500


class Opens(models.TextChoices):
    """What a plan or a term gives."""

    ONLINE = "magazine_online", _("Magazine online")
    PRINT = "magazine_print", _("Printed magazine")
    BOTH = BOTH, _("Magazine online and printed")

    @classmethod
    def sharing(cls, opens: str) -> set[str]:
        """What gives a reader at least a part of the same."""
        return set(cls.values) if opens == cls.BOTH else {opens, cls.BOTH}


class ForWhom(models.TextChoices):
    """Who may order a plan."""

    ANYBODY = "anybody", _("People and organisations")
    PERSON = "person", _("People only")
    ORGANISATION = "organisation", _("Organisations only")


class Currency(models.TextChoices):
    """In what a price can be set."""

    SOM = HOME, _("som")
    DOLLAR = "USD", _("US dollar")
    EURO = "EUR", _("euro")


class Given(models.Model):
    """What a reader gets, written down where it was promised: a plan may be edited later."""

    opens = models.CharField(_("opens"), max_length=20, choices=Opens)
    copies = models.PositiveSmallIntegerField(
        _("printed copies of each issue"), default=0, validators=[MaxValueValidator(COPIES_AT_MOST)]
    )
    #: Of an office: how many of its people read under their own accounts.
    seats = models.PositiveSmallIntegerField(
        _("seats"),
        default=0,
        validators=[MaxValueValidator(SEATS_AT_MOST)],
        help_text=_("For offices: 0 lets everybody read who holds a confirmed office there."),
    )

    class Meta:
        abstract = True

    @property
    def is_printed(self) -> bool:
        """True when something goes by post."""
        return self.opens != Opens.ONLINE

    @property
    def given(self) -> dict[str, Any]:
        """What is copied to whatever promises the same."""
        return {name: getattr(self, name) for name in ("opens", "copies", "seats")}


class Promised(Given):
    """What a reader gets, and for how long."""

    #: A plan lasts so many months, or so many issues: the other one is empty.
    months = models.PositiveSmallIntegerField(
        _("months"),
        null=True,
        blank=True,
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Leave it empty for a plan that lasts a number of issues."),
    )
    issues = models.PositiveSmallIntegerField(
        _("issues"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("So many issues from the day it opens; leave the months empty."),
    )

    class Meta:
        abstract = True

    @property
    def length(self) -> str:
        """How long it lasts, in words: for 12 months, for 10 issues."""
        if self.months:
            words = ngettext("for %(number)s month", "for %(number)s months", self.months)
            return words % {"number": self.months}
        number = self.issues or 0
        return ngettext("for %(number)s issue", "for %(number)s issues", number) % {
            "number": number
        }

    @property
    def promised(self) -> dict[str, Any]:
        """What is copied to an order of it."""
        return {**self.given, "months": self.months, "issues": self.issues}


class Plan(Promised):
    """What can be subscribed to, and for how much."""

    #: On kept pages that show plans or prices.
    KEPT_PAGES_MARK = "subscriptions:plans"

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title_ky = models.CharField(_("title in Kyrgyz"), max_length=120)
    title_ru = models.CharField(_("title in Russian"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    text_ky = models.TextField(_("explained in Kyrgyz"), max_length=600, blank=True)
    text_ru = models.TextField(_("explained in Russian"), max_length=600, blank=True)
    text_en = models.TextField(_("explained in English"), max_length=600, blank=True)
    for_whom = models.CharField(
        _("for whom"), max_length=12, choices=ForWhom, default=ForWhom.ANYBODY
    )
    price_tyiyn = models.BigIntegerField(_("price, tyiyn"), help_text=_("180000 means 1 800 som."))
    #: For payers abroad; nothing is ever converted from one currency to another.
    price_usd_cents = models.BigIntegerField(_("price in US dollars, cents"), null=True, blank=True)
    price_eur_cents = models.BigIntegerField(_("price in euro, cents"), null=True, blank=True)
    public = models.BooleanField(
        _("offered on the site"),
        default=True,
        help_text=_("Otherwise only whoever has the address of its order form can order it."),
    )
    valid_from = models.DateField(_("sold from"))
    valid_to = models.DateField(_("sold until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price_tyiyn__gt=0), name="subscriptions_plan_costs_something"
            ),
            models.CheckConstraint(
                condition=(Q(price_usd_cents=None) | Q(price_usd_cents__gt=0))
                & (Q(price_eur_cents=None) | Q(price_eur_cents__gt=0)),
                name="subscriptions_plan_costs_abroad",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, issues=None) | Q(months=None, issues__gte=1),
                name="subscriptions_plan_has_one_length",
            ),
            models.CheckConstraint(
                condition=Q(seats=0) | Q(for_whom="organisation"),
                name="subscriptions_seats_are_of_offices",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="subscriptions_plan_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(opens="magazine_online", copies=0)
                | (~Q(opens="magazine_online") & Q(copies__gte=1)),
                name="subscriptions_print_has_copies",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name in the language of the reader."""
        return self._in_language("title")

    @property
    def text(self) -> str:
        """The explanation in the language of the reader."""
        return self._in_language("text")

    def _in_language(self, field: str) -> str:
        return str(getattr(self, f"{field}_{get_language()}", "") or getattr(self, f"{field}_ky"))

    def price_in(self, currency: str) -> int | None:
        """Hundredths of a currency; None while the plan is not sold in it."""
        prices = {
            Currency.SOM: self.price_tyiyn,
            Currency.DOLLAR: self.price_usd_cents,
            Currency.EURO: self.price_eur_cents,
        }
        return prices[Currency(currency)]

    def is_sold_on(self, day: date) -> bool:
        """As ``PlanQuerySet.sold_on`` keeps it."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)
