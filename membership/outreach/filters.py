"""How staff narrow the list of campaigns."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from membership.outreach.choices import State, Way
from membership.outreach.models import Campaign
from portal.core import clock


class CampaignFilterSet(WagtailFilterSet):
    """By state and way."""

    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("campaign", "State"),
        method="of_state",
        choices=State.choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    way = django_filters.ChoiceFilter(
        label=_("Way"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = Campaign
        fields: list[str] = []

    def of_state(self, campaigns: Any, name: str, value: str) -> Any:
        """Keep those in a state today."""
        return campaigns.in_state(value, clock.today())
