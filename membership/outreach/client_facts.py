"""What campaigns tell the client base: next steps, a filter, a deed, names of what happened."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.clients import filters, next_steps, offered, timeline_kinds
from membership.clients.models import Client
from membership.clients.next_steps import NextStep
from membership.clients.offered import Offered
from membership.clients.segments import about
from membership.clients.segments.conditions import ids
from membership.outreach import deeds as deeds
from membership.outreach import selectors
from membership.outreach.choices import Outcome, State
from membership.outreach.links import campaign_url
from membership.outreach.models import Campaign, Recipient
from portal.core import clock


@next_steps.sources.named("outreach")
def steps(client: Client, staff: Any) -> Iterator[NextStep]:
    """She waits for her turn in a campaign that is worked on, and may still be contacted."""
    if not staff.has_perm("outreach.view_campaign"):
        return
    today = clock.today()
    for one in selectors.campaigns_of_card(client):
        is_worked_on = one.campaign.state_on(today) in {State.RUNNING, State.OVER}
        if is_worked_on and one.outcome == Outcome.WAITING and one.agrees:
            words = _("Waits for her turn in the campaign “%(campaign)s”.")
            url = f"{campaign_url(one.campaign_id)}?client={client.pk}"
            yield NextStep(words % {"campaign": one.campaign.name}, url)


def codes(campaigns: list[tuple[int, str]]) -> list[tuple[str, str]]:
    """Of each campaign everybody in it, and those of each outcome: ``"17"``, ``"17-agreed"``."""
    every = [(code, str(label)) for code, label in Outcome.choices]
    return [
        choice
        for pk, name in campaigns
        for choice in [
            (str(pk), name),
            *((f"{pk}-{code}", f"{name}: {label}") for code, label in every),
        ]
    ]


def in_campaign(code: str, on: date) -> Q:
    """A condition on clients, by one of ``codes``."""
    return ids(Recipient.objects.of_code(code), "client")


def _offered(found: Offered) -> list[tuple[str, str]]:
    return codes(found.of_others["campaign"])


offered.more.add("campaign", Campaign.objects.all)
filters.added.add(
    "campaign",
    filters.Narrowing(gettext_lazy("Campaign"), _offered, in_campaign, forms.Select),
)

timeline_kinds.known.add("campaign.reached", gettext_lazy("Reached in a campaign"))
timeline_kinds.known.add("campaign.answered", gettext_lazy("Answered in a campaign"))


def _of_campaigns(chosen: list[str]) -> Q:
    return Q(subject__in=[f"campaign:{one}" for one in about.numbers(chosen)])


about.things.add(
    "campaign",
    about.of_rows(
        gettext_lazy("Campaigns"),
        ("campaign.reached", "campaign.answered"),
        rows=Campaign.objects.all,
        among=_of_campaigns,
        title="name",
    ),
)
