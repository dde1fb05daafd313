"""What staff see of the rolls."""

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from portal.core.admin_cards import FormlessViewSet
from portal.events import admin_views, selectors
from portal.events.models import Roll


class RollViewSet(FormlessViewSet):
    """Events with the numbers of their people; rolls change only through deeds on their card."""

    model = Roll
    name = "event-rolls"
    card_url = "card"
    icon = "calendar-check"
    menu_label = _("Registrations")
    menu_order = 220
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 30
    ordering = ["-starts_at", "-pk"]
    list_filter = ["starts_at"]
    index_view_class = admin_views.RollIndexView

    @cached_property
    def list_display(self) -> list[Column]:
        """The event, when it is, and how many people of each kind."""
        return [
            TitleColumn(
                "title",
                label=_("Event"),
                get_url=lambda roll: reverse("event-rolls:card", args=[roll.pk]),
            ),
            Column("when", label=_("Bishkek time"), accessor=selectors.when, sort_key="starts_at"),
            Column("capacity", label=_("Places")),
            Column("confirmed", label=_("With a place")),
            Column("waiting", label=_("Waiting list")),
            Column("came", label=_("Were there")),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Name only the addresses that exist."""
        absent = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name")
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {**common, **dict.fromkeys(absent), "usage_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        """The list, the card of a roll, and what can be done there."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", admin_views.RollCardView.as_view(), name="card"),
            path("<int:pk>/list.xlsx", admin_views.export, name="export"),
            path("<int:pk>/sheet/", admin_views.SheetView.as_view(), name="sheet"),
            path("sheet/<int:pk>/", admin_views.PreviewView.as_view(), name="preview"),
        ]

    def get_edit_handler(self) -> None:
        """There is no form."""
