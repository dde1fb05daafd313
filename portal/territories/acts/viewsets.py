"""The list of acts."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from portal.core.admin_cards import FormlessViewSet
from portal.core.day_column import DayColumn
from portal.territories.acts.admin_views import ENTER, CardView, EnterView, KindsView, ScanView
from portal.territories.acts.import_views import DifferencesView, SendView
from portal.territories.acts.models import Act


class ActIndexView(IndexView):
    """The acts, the latest first."""

    @property
    def header_buttons(self) -> list[Any]:
        """To enter one of any kind, for those who may."""
        if not self.request.user.has_perm(ENTER):
            return []
        address = reverse("register-acts:kinds")
        return [HeaderButton(gettext("Enter an act"), address, icon_name="plus")]


def _units(act: Act) -> str:
    return ", ".join(line.name for line in act.lines.all())


def _state(act: Act) -> str:
    return gettext("taken back") if act.undone_at else gettext("in effect")


class ActViewSet(FormlessViewSet):
    """Acts are entered and taken back, never edited."""

    model = Act
    name = "register-acts"
    icon = "history"
    menu_label = _("Acts on territories")
    index_view_class = ActIndexView
    card_url = "card"
    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False
    list_filter = ["kind", "happened_on"]
    list_display = [
        TitleColumn(
            "kind",
            label=_("Kind"),
            accessor="get_kind_display",
            url_name="register-acts:card",
            width="18%",
        ),
        DayColumn("happened_on", label=_("In effect from")),
        Column("units", label=_("Units"), accessor=_units),
        Column("document", label=_("Document")),
        Column("state", label=_("State"), accessor=_state),
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Name only the addresses that exist."""
        absent = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name")
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {**common, **dict.fromkeys(absent), "usage_url_name": None}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Every line names its units: fetched together."""
        rows = Act.objects.select_related("made_by").prefetch_related("lines")
        return {**super().get_index_view_kwargs(**kwargs), "queryset": rows}

    def get_edit_handler(self) -> None:
        """There is no form."""

    def get_urlpatterns(self) -> list[Any]:
        """The list, the screens for entering, the card."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("enter/", KindsView.as_view(), name="kinds"),
            path("enter/<slug:kind>/", EnterView.as_view(), name="enter"),
            path("classifier/", SendView.as_view(), name="classifier"),
            path("classifier/<int:pk>/", DifferencesView.as_view(), name="differences"),
            path("<int:pk>/", CardView.as_view(), name="card"),
            path("<int:pk>/scan/", ScanView.as_view(), name="scan"),
        ]
