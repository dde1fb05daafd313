"""Who ordered what: who pays, who reads, where the post goes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.models.plans import COPIES_AT_MOST, Plan
from membership.subscriptions.querysets import OrderQuerySet
from membership.subscriptions.states import State


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
