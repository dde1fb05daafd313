"""The municipalities nobody active comes from, and why the list is longer than the number."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from membership.clients import figures
from membership.clients.models import Client
from portal.core import clock
from portal.territories import selectors as territories
from portal.territories.models import Territory

_KNOWN = {
    figures.TODAY: _("In force today"),
    figures.BEFORE: _("Of the classifier of 2021, merger not entered"),
}


class MissingFilters(WagtailFilterSet):
    """By oblast, level, and whether the unit is known to be in force."""

    oblast = django_filters.ModelChoiceFilter(
        label=_("Oblast"),
        queryset=lambda _request: Territory.objects.oblasts_and_capitals(),
        method="inside",
    )
    level = django_filters.ChoiceFilter(
        label=_("Level"), choices=territories.municipal_levels, field_name="level"
    )
    known = django_filters.ChoiceFilter(
        label=_("Unit"), choices=list(_KNOWN.items()), method="in_force"
    )

    class Meta:
        model = Territory
        fields: list[str] = []

    def inside(self, rows: Any, name: str, value: Territory) -> Any:
        """Keep what lies in the oblast."""
        return rows.inside(value.pk)

    def in_force(self, rows: Any, name: str, value: str) -> Any:
        """Keep the units of today, or those of before the merger."""
        return rows.current() if value == figures.TODAY else rows.awaiting_lineage()


class MissingView(PermissionCheckedMixin, generic.base.BaseListingView):
    """Municipalities of the register that nobody active comes from."""

    model = Client
    any_permission_required = ["view"]
    page_title = _("Municipalities not reached yet")
    header_icon = "globe"
    index_url_name = "clients:missing"
    index_results_url_name = "clients:missing_results"
    results_template_name = "clients/admin/missing_results.html"
    filterset_class = MissingFilters
    verbose_name_plural = _("municipalities")
    paginate_by = 100
    columns = [
        Column("name", label=_("Municipality")),
        Column("place", label=_("Part of")),
        Column("get_level_display", label=_("Level")),
        Column("known", label=_("Unit"), accessor=lambda unit: _KNOWN[figures.known_as(unit)]),
    ]

    def get_base_queryset(self) -> "QuerySet[Any]":
        """Neighbours stand together."""
        return figures.missing(clock.today()).order_by("parent__sort_key", "sort_key", "pk")

    @cached_property
    def reckoning(self) -> figures.Reckoning:
        """How the rows of the list and the number on the first screen go together."""
        return figures.reckoning(clock.today())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the sentence above the list."""
        context: dict[str, Any] = super().get_context_data(
            *args, reckoning=self.reckoning, before=figures.BEFORE, today=figures.TODAY, **kwargs
        )
        return context
