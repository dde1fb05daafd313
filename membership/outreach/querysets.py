"""Named questions to campaigns and their recipients."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When

from membership.clients.models import Consent
from membership.outreach.choices import REACHED, Outcome, State, Way

if TYPE_CHECKING:
    from membership.outreach.models import Campaign, Recipient


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns."""

    def open(self) -> Self:
        """Keep those that have no result yet."""
        return self.filter(closed_at=None)

    def worked_on(self, day: date) -> Self:
        """Keep those that have begun and are not closed."""
        return self.open().filter(starts_on__lte=day)

    def over(self, day: date) -> Self:
        """Keep those whose last day has passed and that nobody closed."""
        return self.open().filter(ends_on__lt=day)

    def in_state(self, state: str, day: date) -> Self:
        """Keep those in a ``State``."""
        wanted = {
            State.PLANNED: self.open().filter(starts_on__gt=day),
            State.RUNNING: self.worked_on(day).filter(ends_on__gte=day),
            State.OVER: self.over(day),
        }
        return wanted.get(State(state), self.exclude(closed_at=None))

    def with_figures(self) -> Self:
        """Annotate how many ``recipients_count`` there are, were ``reached`` and ``agreed``."""
        return self.annotate(
            recipients_count=Count("recipients"),
            reached=Count("recipients", filter=Q(recipients__outcome__in=REACHED)),
            agreed=Count("recipients", filter=Q(recipients__outcome=Outcome.AGREED)),
        )


class RecipientQuerySet(models.QuerySet["Recipient"]):
    """People and organisations of campaigns."""

    def waiting(self) -> Self:
        """Keep those of whom nothing is noted."""
        return self.filter(outcome=Outcome.WAITING)

    def known(self) -> Self:
        """Drop those who were erased since: nothing tells who they were."""
        return self.exclude(client=None)

    def agreeing(self) -> Self:
        """Annotate ``agrees``: the consent on which the campaign stands is in force."""
        channels = [When(campaign__way=way, then=Value(way.channel)) for way in Way]
        given = Consent.objects.in_force().filter(
            client=OuterRef("client"),
            purpose=OuterRef("campaign__purpose"),
            service=OuterRef("campaign__service"),
            channel=OuterRef("channel"),
        )
        return self.annotate(
            channel=Case(*channels, output_field=CharField()), agrees=Exists(given.order_by())
        )

    def of_code(self, code: str) -> Self:
        """Keep those of ``"17"``, everybody in a campaign, or ``"17-agreed"``, one outcome."""
        number, _dash, outcome = code.partition("-")
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            return self.none()
        rows = self.known().filter(campaign=int(number))
        return rows.filter(outcome=outcome) if outcome else rows
