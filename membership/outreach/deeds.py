"""The deed "add to a campaign" on many clients, and the way back."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from membership.clients.models import ManyDeed
from membership.clients.segments.conditions import ids
from membership.clients.together.deeds import Deed, Outcome, Told, deeds
from membership.clients.together.touched import touched
from membership.clients.together.undoing import undoes
from membership.outreach import reaching, services
from membership.outreach.models import Campaign, Recipient

_NAME = "campaign"


class CampaignForm(forms.Form):
    """Into which campaign."""

    campaign = forms.ModelChoiceField(
        label=_("Campaign"),
        queryset=Campaign.objects.open(),
        empty_label=None,
        help_text=_("Those who may not be contacted in its way are left out, each for a reason."),
    )


def _left_out(told: Told) -> list[tuple[Q, Any]]:
    campaign = told["campaign"]
    inside = ids(campaign.recipients.known(), "client")
    reasons = [(bar.holds, bar.of_many) for bar in reaching.bars(campaign)]
    return [(inside, _("are in this campaign already")), *reasons]


def _add(*, ids: list[int], told: Told, by_user_id: int, at: datetime) -> Outcome:
    campaign = told["campaign"]
    added = services.add_recipients(
        campaign_id=campaign.pk, client_ids=ids, by_user_id=by_user_id, at=at
    )
    return Outcome(added, campaign.name)


deeds.add(
    _NAME, Deed(_("Add to a campaign"), "outreach.change_campaign", CampaignForm, _left_out, _add)
)


@touched.named(_NAME)
def _recipients(done: ManyDeed) -> Q:
    return ids(Recipient.objects.filter(pk__in=done.touched), "client")


@undoes.named(_NAME)
def _take_out(done: ManyDeed) -> list[int]:
    """Whom somebody tried to reach since stays, as does everybody once the campaign is closed."""
    return services.remove_recipients(recipient_ids=done.touched)
