"""Automatic renewals: by standing consent, one live one for each term."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.models.orders import Order
from membership.subscriptions.models.plans import Plan
from membership.subscriptions.models.terms import Term
from membership.subscriptions.renewal_states import (
    FIRST_TRY_DAYS,
    LIVE,
    TELL_DAYS,
    TOLD_AT_LEAST_DAYS,
    Renewal,
)


class AutoRenewalQuerySet(models.QuerySet["AutoRenewal"]):
    """Automatic renewals."""

    def live(self) -> "AutoRenewalQuerySet":
        """Keep those whose consent is in force."""
        return self.filter(state__in=LIVE)

    def failed(self) -> "AutoRenewalQuerySet":
        """Keep those where money should have come and did not."""
        return self.filter(
            Q(state__in=[Renewal.WAITING_FOR_PAYER, Renewal.LAPSED])
            | (Q(state=Renewal.TRYING) & ~Q(refusal=""))
        )


class AutoRenewal(models.Model):
    """The consent to renew a subscription by a kept card, and what came of it so far."""

    #: The term that the next one follows; it moves on with every renewal.
    term = models.ForeignKey(Term, models.CASCADE, related_name="renewals", verbose_name=_("term"))
    payer = models.ForeignKey(
        "clients.Client", models.PROTECT, related_name="auto_renewals", verbose_name=_("payer")
    )
    #: Who gave the consent; the words are kept with the consents of the payer.
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(_("agreed"))
    text_version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(max_length=2, choices=[("ky", "ky"), ("ru", "ru")])
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=Renewal,
        default=Renewal.WAITING_FOR_CARD,
        db_index=True,
    )
    #: The sum and plan the payer was last told of, and when: nothing else is ever charged.
    told_tyiyn = models.BigIntegerField(null=True, blank=True)
    told_plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    told_on = models.DateField(_("told of the charge"), null=True, blank=True)
    #: The order of the next term, once it is placed.
    order = models.OneToOneField(
        Order, models.SET_NULL, null=True, blank=True, related_name="auto_renewal"
    )
    first_try_on = models.DateField(_("first try"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_on = models.DateField(_("next try"), null=True, blank=True)
    #: The provider's word for the last refusal.
    refusal = models.CharField(_("last refusal"), max_length=60, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_why = models.CharField(_("why ended"), max_length=300, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = AutoRenewalQuerySet.as_manager()

    class Meta:
        verbose_name = _("automatic renewal")
        verbose_name_plural = _("automatic renewals")
        ordering = ["-agreed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(state__in=LIVE),
                name="subscriptions_one_live_renewal",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at=None)
                | (~Q(state__in=LIVE) & Q(ended_at__isnull=False)),
                name="subscriptions_renewal_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(tries=0) | Q(first_try_on__isnull=False),
                name="subscriptions_tries_have_a_first_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("agreed_at")),
                name="subscriptions_renewal_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.term}"

    @property
    def is_live(self) -> bool:
        """Whether the consent is in force."""
        return self.state in LIVE

    def planned_on(self) -> date | None:
        """The day on which the card is charged next; None while only events decide."""
        if self.state == Renewal.TRYING:
            return self.next_try_on
        if self.state == Renewal.ON and self.term.ends_on:
            wanted = self.term.ends_on - timedelta(days=FIRST_TRY_DAYS)
            told = self.told_on
            return max(wanted, told + timedelta(days=TOLD_AT_LEAST_DAYS)) if told else wanted
        return None

    def begins_on(self, day: date) -> bool:
        """Whether the time to charge has come by the end of the term."""
        if self.term.ends_on is None:
            return (self.term.issues_left or 0) <= 1
        return day >= self.term.ends_on - timedelta(days=FIRST_TRY_DAYS)

    def is_told_on(self, day: date) -> bool:
        """Whether the payer is to be told by now what will be charged."""
        if self.term.ends_on is None:
            return (self.term.issues_left or 0) <= 2
        return day >= self.term.ends_on - timedelta(days=FIRST_TRY_DAYS + TELL_DAYS)
