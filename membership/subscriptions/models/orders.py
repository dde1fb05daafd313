"""Who ordered what: who pays, who reads, where the post goes."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.models.plans import COPIES_AT_MOST, Currency, Plan, Promised
from membership.subscriptions.querysets import OrderQuerySet
from membership.subscriptions.states import State


class Order(Promised):
    """A wish to subscribe, with the three roles: who pays, who reads, to whom the post goes.

    A payer who orders for several subscribers at once has one order for each of them and one
    invoice for all: they share ``form_key``, in the order of ``position``.

    What the plan gave on the day of the order is kept with its price, for one of ``quantity``:
    the invoice and the contract say so, and a plan may be edited before the money comes.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, verbose_name=_("plan"))
    payer = models.ForeignKey(
        "clients.Client", models.PROTECT, related_name="orders_paid", verbose_name=_("payer")
    )
    subscriber = models.ForeignKey(
        "clients.Client", models.PROTECT, related_name="orders", verbose_name=_("subscriber")
    )
    #: The reader at the form; empty for orders that staff entered.
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.SOM)
    #: Of one, as on the day of the order, in hundredths of the currency.
    price_tyiyn = models.BigIntegerField(_("price"))
    buyer_name = models.CharField(_("name for the invoice"), max_length=250)
    buyer_inn = models.CharField(_("INN"), max_length=14, blank=True)
    buyer_address = models.CharField(_("address"), max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=[("ky", "ky"), ("ru", "ru")])
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.DRAFT, db_index=True
    )
    #: Made by the form: the same form sent twice is one order, or one group of orders.
    form_key = models.UUIDField()
    position = models.PositiveSmallIntegerField(default=0)
    invoice = models.ForeignKey(
        "billing.Invoice", models.PROTECT, null=True, blank=True, related_name="orders"
    )
    #: The term after which this one begins: the one it renews, or one that a donor's order found.
    follows = models.ForeignKey(
        "subscriptions.Term", models.SET_NULL, null=True, blank=True, related_name="followers"
    )
    placed_at = models.DateTimeField(_("placed"))

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-placed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["placed_by", "form_key", "position"], name="subscriptions_placed_once"
            ),
            models.UniqueConstraint(
                fields=["form_key", "position"],
                condition=Q(placed_by=None),
                name="subscriptions_entered_once",
            ),
            models.CheckConstraint(
                condition=Q(quantity__range=(1, COPIES_AT_MOST)),
                name="subscriptions_order_quantity",
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, issues=None) | Q(months=None, issues__gte=1),
                name="subscriptions_order_has_one_length",
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
        """What is to be paid for this subscriber."""
        return self.price_tyiyn * self.quantity

    @property
    def is_for_another(self) -> bool:
        """A gift, or the subscription of a body that a donor or a rayon pays for."""
        return self.payer_id != self.subscriber_id


class Recipient(models.Model):
    """To whom printed copies of an order go, and in which language of the magazine."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="recipients")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("recipient"), max_length=200)
    address = models.CharField(_("postal address"), max_length=400)
    copies = models.PositiveSmallIntegerField(
        _("copies"), validators=[MinValueValidator(1), MaxValueValidator(COPIES_AT_MOST)]
    )
    language = models.CharField(
        _("language of the magazine"),
        max_length=2,
        choices=[("ky", _("Kyrgyz")), ("ru", _("Russian"))],
    )

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "position"], name="subscriptions_recipient_positions"
            ),
            models.CheckConstraint(
                condition=Q(copies__gte=1), name="subscriptions_recipient_gets_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.address}"
