"""What staff see of campaigns."""

from typing import Any

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from membership.clients.viewsets import MENU_HOOK, ListOnlyViewSet
from membership.outreach import selectors, views
from membership.outreach.choices import State
from membership.outreach.filters import CampaignFilterSet
from membership.outreach.links import campaign_url
from membership.outreach.models import Campaign
from portal.core import clock
from portal.core.day_column import DayColumn


class CampaignViewSet(ListOnlyViewSet):
    """Campaigns: the list, the page of each, and the deeds."""

    model = Campaign
    name = "campaigns"
    icon = "comment"
    menu_label = _("Campaigns")
    menu_hook = MENU_HOOK
    #: After the segments, which campaigns are made of.
    menu_order = 3
    card_url = "inspect"
    inspect_view_enabled = True
    index_view_class = views.CampaignIndexView
    inspect_view_class = views.CampaignView
    filterset_class = CampaignFilterSet

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """A campaign can be opened."""
        return {**super().get_common_view_kwargs(**kwargs), "add_url_name": "campaigns:add"}

    @cached_property
    def list_display(self) -> list[Column]:
        """What it is, how far it is, what one who agreed cost."""
        return [
            TitleColumn(
                "name",
                label=_("Campaign"),
                width="25%",
                get_url=lambda campaign: campaign_url(campaign.pk),
            ),
            StatusTagColumn(
                "state",
                label=pgettext_lazy("campaign", "State"),
                accessor=lambda campaign: campaign.state_on(clock.today()).label,
                primary=lambda campaign: campaign.state_on(clock.today()) == State.RUNNING,
            ),
            DayColumn("ends_on", label=_("Last day")),
            Column("recipients_count", label=_("Recipients")),
            Column("reached", label=pgettext_lazy("of recipients", "Reached")),
            Column("agreed", label=pgettext_lazy("of recipients", "Agreed")),
            Column("cost", label=_("Cost of one who agreed"), accessor=_cost),
        ]

    def get_urlpatterns(self) -> list[Any]:
        """The list, a new one, the page of one and what is done with it."""
        return [
            *super().get_urlpatterns(),
            path("new/", views.OpenCampaignView.as_view(), name="add"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/change/", views.ChangeCampaignView.as_view(), name="edit"),
            path("<int:pk>/close/", views.CloseCampaignView.as_view(), name="close"),
            path("recipient/<int:pk>/", views.note, name="note"),
            path("recipient/<int:pk>/out/", views.take_out, name="take_out"),
        ]


def _cost(campaign: Any) -> str:
    cost = selectors.cost_of_one(campaign.cost_tyiyn, campaign.agreed)
    return str(cost) if cost else "–"
