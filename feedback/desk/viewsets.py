"""What staff see of the desk."""

from typing import Any

from django.urls import path
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from feedback.desk.admin_views import InquiryCardView
from feedback.desk.models import Inquiry
from portal.core import clock
from portal.core.admin_cards import FormlessViewSet
from portal.core.day_column import DayColumn


class ClockColumn(Column):
    """The promised day, and how near it is while nobody has answered."""

    cell_template_name = "desk/admin/clock_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the number of days left."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        waits = instance.state == Inquiry.State.WAITING
        return {**context, "days_left": (instance.due_on - clock.today()).days if waits else None}


def _municipality(inquiry: Inquiry) -> str:
    territory = inquiry.client and inquiry.client.territory
    return territory.name if territory else ""


class InquiryViewSet(FormlessViewSet):
    """The inbox: the earliest promise first. Inquiries change only through the deeds of a card."""

    model = Inquiry
    name = "inquiries"
    icon = "help"
    menu_label = _("Inquiries")
    menu_order = 210
    add_to_admin_menu = True
    add_to_reference_index = False
    card_url = "card"
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["due_on", "pk"]
    list_filter = ["state", "kind", "topic", "language"]
    search_fields = ["number", "text"]
    search_backend_name = None
    list_display = [
        TitleColumn("number", label=_("Number"), url_name="inquiries:card"),
        Column(
            "text",
            label=_("Question"),
            accessor=lambda inquiry: Truncator(inquiry.text).words(12, truncate=" …"),
        ),
        Column("client", label=_("Client"), accessor=lambda inquiry: inquiry.client or ""),
        Column("territory", label=_("Municipality"), accessor=_municipality),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("state", label=_("State"), accessor="get_state_display"),
        ClockColumn("due_on", label=_("Answer due"), sort_key="due_on"),
        DayColumn("asked_at", label=_("Asked"), sort_key="asked_at"),
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Name only the addresses that exist."""
        absent = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name")
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {**common, **dict.fromkeys(absent), "usage_url_name": None}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Every line names the client and the municipality: fetched together."""
        rows = Inquiry.objects.select_related("client__territory")
        return {**super().get_index_view_kwargs(**kwargs), "queryset": rows}

    def get_urlpatterns(self) -> list[Any]:
        """The inbox and the card."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", InquiryCardView.as_view(), name="card"),
        ]

    def get_edit_handler(self) -> None:
        """There is no form."""
