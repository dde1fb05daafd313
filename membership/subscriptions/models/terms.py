"""The terms of access, each with its basis."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.models.orders import Order
from membership.subscriptions.models.plans import Opens, Plan
from membership.subscriptions.models.quotas import SponsorQuota
from membership.subscriptions.querysets import TermQuerySet
from membership.subscriptions.states import State

#: A term is called ending so many days before its last day, and in grace so many after it.
ENDING_DAYS = 30
GRACE_DAYS = 14
#: The same for a term that is counted in issues.
ENDING_ISSUES = 2


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
    #: The plan it runs under now; none where nobody ordered it.
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("plan")
    )
    #: The plan chosen for the term after this one; empty is the plan of now. Prices are not kept:
    #: the next term costs what the plan costs on the day on which it is ordered.
    next_plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("plan of the next term"),
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
    quota = models.ForeignKey(
        SponsorQuota,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="terms",
        verbose_name=_("quota of a sponsor"),
    )
    #: Of an office: how many of its people read; 0 is everybody with a confirmed office.
    seats = models.PositiveSmallIntegerField(_("seats"), default=0)
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
                condition=Q(next_plan=None) | Q(basis="paid"),
                name="subscriptions_next_plan_is_paid",
            ),
            models.CheckConstraint(
                condition=Q(quota=None) | Q(basis="sponsored"),
                name="subscriptions_quota_is_sponsored",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "suspended", "cancelled"]),
                name="subscriptions_term_states",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_opens_display()} ({self.get_basis_display()})"

    @property
    def is_paid_by_its_reader(self) -> bool:
        """Whether she can renew it: what others pay for, they renew."""
        return self.order is not None and not self.order.is_for_another

    @property
    def until(self) -> str:
        """Its last day, or how many issues are left, in words."""
        return self._until("DATE_FORMAT")

    @property
    def until_in_figures(self) -> str:
        """The same with the day in figures, for rows of dates in the admin."""
        return self._until("SHORT_DATE_FORMAT")

    def _until(self, day_format: str) -> str:
        if self.ends_on:
            return date_format(self.ends_on, day_format)
        return gettext("issues left: %(number)s") % {"number": self.issues_left or 0}

    def phase_on(self, day: date) -> str:
        """The stored state, or what the dates make of an open term on ``day``.

        One of ``suspended``, ``cancelled``, ``ahead``, ``open``, ``ending``, ``grace``, ``lapsed``.
        A term counted in issues stays open with its last one, until the next issue comes out.
        """
        if self.state != State.OPEN:
            return self.state
        if self.starts_on > day:
            return "ahead"
        if self.ends_on is None:
            return "ending" if (self.issues_left or 0) <= ENDING_ISSUES else "open"
        if self.ends_on >= day:
            return "ending" if (self.ends_on - day).days <= ENDING_DAYS else "open"
        return "grace" if self.ends_on + timedelta(days=GRACE_DAYS) >= day else "lapsed"
