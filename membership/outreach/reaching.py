"""Whom a campaign may reach, and why not the others: asked before they are added and ever after."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from membership.clients import listing
from membership.clients.models import Client, Consent
from membership.outreach.models import Campaign


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason why a client is not contacted."""

    #: A condition on clients.
    holds: Q
    #: Of several, as a preview counts them; and of one, beside her name.
    of_many: Any
    of_one: Any
    #: Whether the client herself stands behind it; else only the way to her is missing.
    is_her_will: bool = True


def bars(campaign: Campaign) -> list[Bar]:
    """In the order in which they are asked; the first that holds is the reason."""
    return [
        Bar(
            listing.erased(),
            _("were erased at their own wish"),
            _("erased at her own wish"),
        ),
        Bar(
            Q(pk__in=Client.objects.unconfirmed().order_by().values("pk")),
            _("have not confirmed their invitation"),
            _("has not confirmed her invitation"),
        ),
        Bar(
            ~_agreed(campaign),
            _("did not agree to be told of this service in this way"),
            _("has not agreed to it, or took the consent back"),
        ),
        Bar(
            ~listing.has_way(campaign.channel),
            _("have no address or number for it that works"),
            _("there is no address or number that works"),
            is_her_will=False,
        ),
    ]


def _agreed(campaign: Campaign) -> Q:
    given = Consent.objects.in_force().filter(
        client=OuterRef("pk"),
        purpose=campaign.purpose,
        service=campaign.service,
        channel=campaign.channel,
    )
    return Q(Exists(given.order_by()))


def may_be_added(campaign: Campaign) -> Q:
    """A condition on clients: no reason speaks against her."""
    wanted = Q()
    for bar in bars(campaign):
        wanted &= ~bar.holds
    return wanted


def barred(campaign: Campaign) -> Q:
    """A condition on clients: it is not their will to be contacted, or no longer."""
    wanted = Q(pk__in=())
    for bar in bars(campaign):
        if bar.is_her_will:
            wanted |= bar.holds
    return wanted


def judged(campaign: Campaign, clients: Any) -> Any:
    """Clients with ``bar``: the place in ``bars`` of the first reason that holds, else None."""
    cases = [When(bar.holds, then=Value(place)) for place, bar in enumerate(bars(campaign))]
    return clients.annotate(bar=Case(*cases, default=Value(None), output_field=IntegerField()))


def is_barred(campaign: Campaign, client_id: int) -> bool:
    """Whether one client may not be contacted any more."""
    return Client.objects.filter(barred(campaign), pk=client_id).exists()
