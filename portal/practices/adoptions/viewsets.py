"""The ledger of adoptions in the admin's menu."""

from typing import Any

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from portal.core.admin_cards import FormlessViewSet
from portal.core.day_column import DayColumn
from portal.practices.adoptions import admin_views as views
from portal.practices.adoptions.models import Adoption
from portal.practices.adoptions.states import State


class AdoptionViewSet(FormlessViewSet):
    """Entries are added and told on by deeds; there is no form that rewrites what was told."""

    model = Adoption
    name = "adoptions"
    card_url = "inspect"
    icon = "site"
    menu_label = _("Adoptions")
    menu_order = 120
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    list_per_page = 50
    index_template_name = "practices/admin/adoptions.html"
    index_view_class = views.AdoptionIndexView
    inspect_view_class = views.AdoptionCardView
    filterset_class = views.AdoptionFilterSet

    @cached_property
    def list_display(self) -> list[Column]:
        """Who follows which practice, and how far."""
        return [
            TitleColumn(
                "territory",
                label=_("Municipality"),
                accessor=lambda row: f"{row.territory.name}, {row.territory.place}",
                get_url=views.card_url,
            ),
            Column(
                "practice",
                label=_("Practice"),
                accessor=lambda row: row.own_title or row.any_title or "",
            ),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                primary=lambda row: row.state == State.IN_USE,
            ),
            Column("source", label=_("How we know"), accessor="get_source_display"),
            DayColumn("told_at", label=_("Told"), sort_key="told_at"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Name only the addresses that exist."""
        names = ("edit_url_name", "delete_url_name", "history_url_name", "usage_url_name")
        return {**super().get_common_view_kwargs(**kwargs), **dict.fromkeys(names)}

    def get_urlpatterns(self) -> list[Any]:
        """The list, the card, the deeds."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", views.RecordView.as_view(), name="add"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/move/", views.MoveView.as_view(), name="move"),
            path("<int:pk>/withdraw/", views.WithdrawView.as_view(), name="withdraw"),
            path("<int:pk>/draft/", views.DraftView.as_view(), name="draft"),
        ]

    def get_edit_handler(self) -> None:
        """There is no form."""
