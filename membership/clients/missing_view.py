"""The municipalities nobody active comes from, and why the list has other rows than the number."""

from typing import Any, cast
from urllib.parse import urlencode

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from membership.clients import figures, reach, services
from membership.clients.models import AccessTrace, Client
from membership.clients.reach import NO_CATEGORY, Part, Reach
from portal.core import clock
from portal.core.audience import Category, Service
from portal.territories import selectors as territories
from portal.territories.models import Territory

#: Marks of the clients whose reach is asked about.
_PART = ("service", "kind", "category", "language")
_KNOWN = {
    figures.TODAY: _("In force today"),
    figures.BEFORE: _("Of the classifier of 2021, merger not entered"),
}
#: Filters that leave out rows, whoever reaches them.
_OF_UNITS = ("oblast", "level", "known")
_REACH = [("reached", _("Reached")), ("all", _("All"))]


class MissingFilters(WagtailFilterSet):
    """By oblast, level, and whether the unit is known to be in force; and by whose reach it is.

    The last ones are read by the view: they change who counts, not which rows fit.
    """

    reach = django_filters.ChoiceFilter(
        label=_("Which"), choices=_REACH, empty_label=_("Not reached"), method="as_they_are"
    )
    service = django_filters.ChoiceFilter(
        label=_("Service"), choices=Service.choices, method="as_they_are"
    )
    kind = django_filters.ChoiceFilter(
        label=_("Reached by"), choices=Client.Kind.choices, method="as_they_are"
    )
    category = django_filters.ChoiceFilter(
        label=_("Category"),
        choices=[*Category.choices, (NO_CATEGORY, _("Not said"))],
        method="as_they_are",
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=Client.Language.choices, method="as_they_are"
    )
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

    def as_they_are(self, rows: Any, name: str, value: str) -> Any:
        """The view has looked at it."""
        return rows

    def inside(self, rows: Any, name: str, value: Territory) -> Any:
        """Keep what lies in the oblast."""
        return rows.inside(value.pk)

    def in_force(self, rows: Any, name: str, value: str) -> Any:
        """Keep the units of today, or those of before the merger."""
        return rows.current() if value == figures.TODAY else rows.awaiting_lineage()


class StepColumn(Column):
    """What to do about a municipality, as a link."""

    cell_template_name = "clients/admin/step_cell.html"


class MissingView(PermissionCheckedMixin, generic.base.BaseListingView):
    """Municipalities of the register that nobody active comes from."""

    model = Client
    any_permission_required = ["view"]
    page_title = _("Municipalities and who reaches them")
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
        StepColumn("step", label=_("Next step")),
    ]

    @cached_property
    def asked(self) -> dict[str, str]:
        """Whose reach is asked about; what no filter offers counts as not asked."""
        form = MissingFilters(self.request.GET, queryset=Territory.objects.none()).form
        form.is_valid()
        return {name: form.cleaned_data.get(name) or "" for name in ("reach", *_PART)}

    @cached_property
    def reached(self) -> set[int]:
        """The municipalities that the part of the base makes served."""
        part = Part(**{name: self.asked[name] for name in _PART})
        return Reach(clock.today()).of(part)

    def get_base_queryset(self) -> "QuerySet[Any]":
        """Neighbours stand together."""
        units = territories.municipalities()
        if self.asked["reach"] == "reached":
            units = units.filter(pk__in=self.reached)
        elif self.asked["reach"] != "all":
            units = units.exclude(pk__in=self.reached)
        return units.order_by("parent__sort_key", "sort_key", "pk")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say of each row what to do; the people named in it have been looked at."""
        response: Any = super().get(request, *args, **kwargs)
        shown = list(response.context_data["object_list"])
        waiting = [unit.pk for unit in shown if unit.pk not in self.reached]
        may_enter = request.user.has_perm("clients.add_client")
        steps = (
            reach.next_steps(
                waiting, clock.today(), service=self.asked["service"], may_enter=may_enter
            )
            if waiting
            else {}
        )
        for unit in shown:
            unit.step = steps.get(unit.pk, (None, None))[0]
        response.context_data["object_list"] = response.context_data["table"].data = shown
        named = [client for _step, client in steps.values() if client is not None]
        services.leave_traces(
            client_ids=named,
            by_user_id=cast(int, request.user.pk),
            deed=AccessTrace.Deed.SEEN,
            at=clock.now(),
        )
        return cast(HttpResponse, response)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the sentences above the list, which are about this very list."""
        covered, universe = len(self.reached), self._universe()
        context: dict[str, Any] = super().get_context_data(
            *args,
            universe=universe,
            reckoning=figures.reckoning(self.get_queryset()),
            covered=covered,
            uncovered=max(universe.total - covered, 0) if universe else 0,
            before=figures.BEFORE,
            people_url=self._people_url(),
            today=figures.TODAY,
            **kwargs,
        )
        return context

    def _people_url(self) -> str:
        """Everybody known there, as a list of clients; empty where that list cannot ask so."""
        asked = self.request.GET
        if any(asked.get(name) for name in ("reach", *_PART[1:], "level", "known")):
            return ""
        query = {"unreached": self.asked["service"] or "any"}
        if asked.get("oblast"):
            query["oblast"] = asked["oblast"]
        return f"{reverse('clients:index')}?{urlencode(query)}"

    def _universe(self) -> Any:
        """How many municipalities there are; how many a part of the country has, nobody counts."""
        narrowed = any(self.request.GET.get(name) for name in _OF_UNITS)
        return None if narrowed else territories.universe(clock.today())
