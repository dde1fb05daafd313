"""What staff see of norms and of the pages to check again."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.core.admin_cards import FormlessViewSet
from portal.core.day_column import DayColumn
from portal.core.deed_column import DeedColumn
from portal.norms.admin_views import MarkView, RecheckView
from portal.norms.models import Norm, Recheck
from portal.norms.panels import StatusPanel


def day(moment: date | None) -> str:
    """A day of the calendar: "18 years ago" names no law."""
    return date_format(moment, "SHORT_DATE_FORMAT") if moment else ""


class NormViewSet(SnippetViewSet):
    """Norms of the state. Their status is moved on a screen of its own, never by editing."""

    model = Norm
    icon = "clipboard-list"
    menu_order = 660
    add_to_admin_menu = True
    copy_view_enabled = False
    list_filter = ["status", "kind"]
    list_per_page = 50
    ordering = ["title_ru"]
    url_namespace = "norms"
    list_display = [
        DeedColumn(
            "title_ru",
            label=_("Norm"),
            url_name="norms:edit",
            sort_key="title_ru",
            permission="norms.change_norm",
        ),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("number", label=_("Number")),
        Column("adopted_on", label=_("Adopted on"), accessor=lambda norm: day(norm.adopted_on)),
        DeedColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            url_name="norms:mark",
            permission="norms.change_norm",
        ),
        Column(
            "status_since", label=_("Status since"), accessor=lambda norm: day(norm.status_since)
        ),
    ]
    panels = [
        StatusPanel(heading=_("Status")),
        FieldPanel("title_ky"),
        FieldPanel("title_ru"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("number"), FieldPanel("adopted_on")]),
        FieldPanel("link"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """Beside Wagtail's own, the screen on which a norm is marked."""
        own = [path("mark/<str:pk>/", MarkView.as_view(), name="mark")]
        return [*super().get_urlpatterns(), *own]


class _QueueFilter(WagtailFilterSet):
    """What waits, unless somebody asks for what is decided or for all."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("waiting", _("waits for its check")), ("decided", _("decided"))],
        method="by_state",
        empty_label=_("All"),
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        asked = QueryDict(mutable=True) if data is None else data.copy()
        asked.setdefault("state", "waiting")
        super().__init__(asked, *args, **kwargs)

    class Meta:
        model = Recheck
        fields = ["state", "decision"]

    def by_state(self, rows: "QuerySet[Recheck]", name: str, value: str) -> "QuerySet[Recheck]":
        """Keep what waits, or what is decided."""
        if value == "waiting":
            return rows.filter(decided_at=None).exclude(page=None)
        return rows.exclude(decided_at=None)


class RecheckViewSet(FormlessViewSet):
    """Pages whose norm changed, the longest waiting first, with the history of checks."""

    model = Recheck
    name = "rechecks"
    card_url = "card"
    icon = "check"
    menu_label = _("To re-check")
    menu_order = 661
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    ordering = ["opened_at", "pk"]
    filterset_class = _QueueFilter
    search_fields = ["page_title"]
    search_backend_name = None
    list_display = [
        TitleColumn("page_title", label=_("Page"), url_name="rechecks:card"),
        Column("change", label=_("What changed")),
        DayColumn("opened_at", label=_("Waits since"), sort_key="opened_at"),
        Column("taken_by", label=_("Who checks")),
        Column("decision", label=_("Decision"), accessor="get_decision_display"),
        DayColumn("decided_at", label=_("Decided at"), sort_key="decided_at"),
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Name only the addresses that exist."""
        absent = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name")
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return {**common, **dict.fromkeys(absent), "usage_url_name": None}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Every line names the norm and the people: fetched together."""
        rows = Recheck.objects.with_change().select_related("taken_by").oldest_first()
        return {**super().get_index_view_kwargs(**kwargs), "queryset": rows}

    def get_urlpatterns(self) -> list[Any]:
        """The queue and one check."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", RecheckView.as_view(), name="card"),
        ]

    def get_edit_handler(self) -> None:
        """There is no form."""
