"""A running term that goes on under another plan, and the rule by which money goes back."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.models.plans import Given, Plan
from membership.subscriptions.models.terms import Term
from membership.subscriptions.querysets import PlanChangeQuerySet
from portal.core.percent_field import HundredthsField


class PlanChange(Given):
    """From a day on a term runs under another plan; its last day stays.

    Where the new plan costs more, it waits for the money of its own invoice; where it costs less,
    the invoice of the order is reduced. What the new plan gives is kept as it was on that day.
    """

    term = models.ForeignKey(Term, models.CASCADE, related_name="changes")
    from_plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="+", verbose_name=_("plan so far")
    )
    to_plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", verbose_name=_("new plan"))
    #: The day from which the sums are counted.
    counted_on = models.DateField(_("counted from"))
    #: What the days left were worth under the plan so far, and what they cost under the new one.
    unused_tyiyn = models.BigIntegerField()
    cost_tyiyn = models.BigIntegerField()
    invoice = models.OneToOneField(
        "billing.Invoice", models.PROTECT, null=True, blank=True, related_name="plan_change"
    )
    asked_at = models.DateTimeField(_("entered"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    #: Its invoice was cancelled, or another change took its place.
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = PlanChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of plan")
        verbose_name_plural = _("changes of plan")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(made_at=None, dropped_at=None),
                name="subscriptions_one_change_waits",
            ),
            models.CheckConstraint(
                condition=Q(made_at=None) | Q(dropped_at=None),
                name="subscriptions_change_made_or_dropped",
            ),
            models.CheckConstraint(
                condition=Q(unused_tyiyn__gte=0, cost_tyiyn__gte=0),
                name="subscriptions_change_sums",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_plan} → {self.to_plan}"

    @property
    def difference_tyiyn(self) -> int:
        """What the new plan costs more for the days left; below zero when it costs less."""
        return self.cost_tyiyn - self.unused_tyiyn


class RefundRule(models.Model):
    """How much goes back when a subscription is cancelled, for orders placed from a day on."""

    from_on = models.DateField(_("for orders placed from"), unique=True)
    whole_within_days = models.PositiveSmallIntegerField(
        _("whole price back within days of opening"),
        default=14,
        validators=[MaxValueValidator(366)],
    )
    gives_unused_days = models.BooleanField(
        _("afterwards the unused days are given back"), default=True
    )
    #: Of what would go back.
    kept_share = HundredthsField(
        _("kept by the publisher, percent"),
        default=0,
        help_text=_("Of the price of the unused days, for example 10 or 12,5."),
    )
    source = models.CharField(
        _("where it stands"),
        max_length=200,
        blank=True,
        help_text=_("Clause of the offer or decision, for whoever checks."),
    )

    class Meta:
        verbose_name = _("refund rule")
        verbose_name_plural = _("refund rules")
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_share__lte=10_000), name="subscriptions_kept_share"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%d.%m.%Y}"
