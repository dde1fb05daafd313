"""What segments may ask about campaigns."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.clients.segments import conditions
from membership.clients.segments.conditions import Asked, Condition, known
from membership.outreach import client_facts
from membership.outreach.models import Campaign


def _stands(asked: Asked) -> Q:
    return asked.any_of(client_facts.in_campaign)


def _choices() -> list[tuple[str, str]]:
    return client_facts.codes(list(Campaign.objects.values_list("pk", "name")))


known.add("campaign", Condition(_("Campaign"), conditions.TIMELINE, _stands, _choices))
