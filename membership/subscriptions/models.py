"""What is sold, who ordered it, and the terms of access that came of it."""

from datetime import date, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.querysets import BOTH, OrderQuerySet, PlanQuerySet, TermQuerySet
from membership.subscriptions.states import State

#: A term is called ending so many days before its last day, and in grace so many after it.
ENDING_DAYS = 30
GRACE_DAYS = 14
COPIES_AT_MOST = 500


class Opens(models.TextChoices):
    """What a plan or a term gives."""

    ONLINE = "magazine_online", _("Magazine online")
    PRINT = "magazine_print", _("Printed magazine")
    BOTH = BOTH, _("Magazine online and printed")


class Plan(models.Model):
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
    opens = models.CharField(_("opens"), max_length=20, choices=Opens)
    months = models.PositiveSmallIntegerField(
        _("months"), default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    price_tyiyn = models.BigIntegerField(_("price, tyiyn"), help_text=_("180000 means 1 800 som."))
    copies = models.PositiveSmallIntegerField(
        _("printed copies of each issue"), default=0, validators=[MaxValueValidator(COPIES_AT_MOST)]
    )
    public = models.BooleanField(_("offered on the site"), default=True)
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
                condition=Q(months__gte=1), name="subscriptions_plan_lasts_a_month"
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

    @property
    def is_printed(self) -> bool:
        """True when something goes by post."""
        return self.opens != Opens.ONLINE


class Order(models.Model):
    """A wish to subscribe, with the three roles: who pays, who reads, to whom the post goes."""

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"))
    payer = models.ForeignKey(
        "clients.Client", models.PROTECT, related_name="orders_paid", verbose_name=_("payer")
    )
    subscriber = models.ForeignKey(
        "clients.Client", models.PROTECT, related_name="orders", verbose_name=_("subscriber")
    )
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    #: Of one, as on the day of the order.
    price_tyiyn = models.BigIntegerField(_("price"))
    buyer_name = models.CharField(_("name for the invoice"), max_length=250)
    buyer_inn = models.CharField(_("INN"), max_length=14, blank=True)
    buyer_address = models.CharField(_("address"), max_length=300, blank=True)
    recipient_name = models.CharField(_("recipient"), max_length=200, blank=True)
    recipient_address = models.CharField(_("postal address"), max_length=400, blank=True)
    language = models.CharField(max_length=2, choices=[("ky", "ky"), ("ru", "ru")])
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.DRAFT, db_index=True
    )
    #: Made by the form: the same form sent twice is one order.
    form_key = models.UUIDField()
    invoice = models.OneToOneField(
        "billing.Invoice", models.PROTECT, null=True, blank=True, related_name="order"
    )
    placed_at = models.DateTimeField(_("placed"))

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-placed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["placed_by", "form_key"], name="subscriptions_form_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(quantity__range=(1, COPIES_AT_MOST)),
                name="subscriptions_order_quantity",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", invoice=None)
                | Q(state="cancelled")
                | Q(state__in=["awaiting_payment", "open", "suspended"], invoice__isnull=False),
                name="subscriptions_order_has_its_invoice",
            ),
        ]

    def __str__(self) -> str:
        return f"№\u00a0{self.pk}"

    def get_absolute_url(self) -> str:
        """The page that says how it stands."""
        return reverse("subscriptions:order", args=[self.pk])

    @property
    def total_tyiyn(self) -> int:
        """What is to be paid."""
        return self.price_tyiyn * self.quantity


class Term(models.Model):
    """One period of access with its basis. It exists only once it is open."""

    class Basis(models.TextChoices):
        PAID = "paid", _("Paid")
        SPONSORED = "sponsored", _("Paid by a sponsor")
        WAIVED = "waived", _("Free of charge")

    subscriber = models.ForeignKey(
        "clients.Client", models.PROTECT, related_name="terms", verbose_name=_("subscriber")
    )
    order = models.OneToOneField(
        Order, models.PROTECT, null=True, blank=True, related_name="term", verbose_name=_("order")
    )
    opens = models.CharField(_("opens"), max_length=20, choices=Opens)
    copies = models.PositiveSmallIntegerField(_("printed copies"), default=0)
    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    why = models.CharField(_("why free of charge"), max_length=300, blank=True)
    sponsor = models.ForeignKey(
        "clients.Client",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sponsored_terms",
        verbose_name=_("sponsor"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    issues_left = models.PositiveSmallIntegerField(_("issues left"), null=True, blank=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=[(s.value, s.label) for s in (State.OPEN, State.SUSPENDED, State.CANCELLED)],
        default=State.OPEN,
        db_index=True,
    )
    state_reason = models.CharField(_("why not open"), max_length=300, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["-starts_on", "-id"]
        indexes = [
            models.Index(
                fields=["subscriber", "state", "ends_on"], name="subscriptions_term_access"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) | Q(issues_left__isnull=False),
                name="subscriptions_term_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="subscriptions_term_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(basis="paid", order__isnull=False)
                | (Q(basis__in=["sponsored", "waived"], order=None) & ~Q(why="")),
                name="subscriptions_term_has_a_basis",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "suspended", "cancelled"]),
                name="subscriptions_term_states",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_opens_display()} ({self.get_basis_display()})"

    def phase_on(self, day: date) -> str:
        """The stored state, or what the dates make of an open term on ``day``.

        One of ``suspended``, ``cancelled``, ``ahead``, ``open``, ``ending``, ``grace``, ``lapsed``.
        """
        if self.state != State.OPEN:
            return self.state
        if self.starts_on > day:
            return "ahead"
        if self.ends_on is None:
            return "open" if self.issues_left else "lapsed"
        if self.ends_on >= day:
            return "ending" if (self.ends_on - day).days <= ENDING_DAYS else "open"
        return "grace" if self.ends_on + timedelta(days=GRACE_DAYS) >= day else "lapsed"
