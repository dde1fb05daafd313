"""Campaigns, whom they are for, and every attempt to reach somebody."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from membership.accounts.models import ConsentText
from membership.outreach.choices import Outcome, State, Way
from membership.outreach.querysets import CampaignQuerySet, RecipientQuerySet
from portal.core.audience import Channel, Service
from portal.core.money_field import TyiynField


class Campaign(models.Model):
    """One goal that staff pursue with many clients. Closed with a word about the result."""

    #: The one purpose for which clients agree to a channel.
    PURPOSE = ConsentText.Purpose.INFORMING

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120)
    goal = models.TextField(_("goal"), max_length=1000)
    way = models.CharField(_("way"), max_length=10, choices=Way, default=Way.CALL)
    #: With service and channel: the consent without which nobody is contacted.
    purpose = models.CharField(
        _("purpose"),
        max_length=24,
        choices=ConsentText.Purpose,
        default=PURPOSE,
        editable=False,
    )
    service = models.CharField(_("service"), max_length=10, choices=Service, default=Service.PORTAL)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who is responsible"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    cost_tyiyn = TyiynField(_("cost in som"), null=True, blank=True)
    text_ky = models.TextField(_("what to say or write, in Kyrgyz"), max_length=2000)
    text_ru = models.TextField(_("what to say or write, in Russian"), max_length=2000)
    opened_at = models.DateTimeField(editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    result = models.TextField(_("result"), max_length=2000, blank=True, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="outreach_campaign_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, result="") | Q(closed_at__isnull=False) & ~Q(result=""),
                name="outreach_closed_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def channel(self) -> Channel:
        """The channel that its recipients agreed to."""
        return Way(self.way).channel

    def state_on(self, day: date) -> State:
        """Where it stands on a day."""
        if self.closed_at:
            return State.CLOSED
        if day < self.starts_on:
            return State.PLANNED
        return State.OVER if day > self.ends_on else State.RUNNING

    def text_in(self, language: str) -> str:
        """Kyrgyz, and Russian for everybody else."""
        return self.text_ky if language == "ky" else self.text_ru


class Recipient(models.Model):
    """A client in a campaign. She stays in it with her outcome when it is closed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="recipients")
    #: Empty once she was erased: the figures of the campaign stay true, and tell of nobody.
    client = models.ForeignKey(
        "clients.Client", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField()
    #: The outcome and the moment of the latest attempt; ``services.follow_attempts`` writes them.
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.WAITING
    )
    noted_at = models.DateTimeField(_("noted"), null=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        verbose_name = _("recipient of a campaign")
        verbose_name_plural = _("recipients of campaigns")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "client"], name="outreach_client_once_in_a_campaign"
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting") | Q(noted_at__isnull=False),
                name="outreach_outcome_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "outcome"], name="outreach_by_outcome")]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.client_id}"


class Attempt(models.Model):
    """One try to reach a recipient: what came of it, who noted it and when. Never edited."""

    recipient = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="attempts")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    note = models.CharField(_("note"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["at", "id"]
        default_permissions = ()
        verbose_name = _("attempt to reach a client")
        verbose_name_plural = _("attempts to reach clients")

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.outcome}"
