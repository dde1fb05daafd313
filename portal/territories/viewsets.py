"""What staff see of the register."""

from datetime import date
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import (
    EditView,
    IndexView,
    InspectView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from portal.core import clock, letters
from portal.territories import corrections
from portal.territories.acts.panels import LineagePanel, told
from portal.territories.acts.selectors import as_of
from portal.territories.acts.viewsets import ActViewSet
from portal.territories.models import Territory, Universe
from portal.territories.querysets import TerritoryQuerySet

_STATES = {
    "current": _("In force"),
    "awaiting": _("Of before 2024, successor not known"),
    "superseded": _("Succeeded by another unit"),
}


def not_to_come(day: date) -> None:
    """The register knows no tomorrow."""
    if day > clock.today():
        raise ValidationError(_("This day is still to come; the register tells of days up to now."))


class TerritoryFilters(WagtailFilterSet):
    """By level, oblast, what became of the unit, and whether its Kyrgyz name was checked."""

    oblast = django_filters.ModelChoiceFilter(
        label=_("Oblast"),
        queryset=lambda _request: Territory.objects.oblasts_and_capitals(),
        method="inside",
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=list(_STATES.items()), method="in_state"
    )

    on = django_filters.DateFilter(
        label=_("As it was on"),
        method="as_of",
        widget=AdminDateInput,
        validators=[not_to_come],
        error_messages={"invalid": _("Write a day of the calendar, such as 01.05.2026.")},
        help_text=_("The register of a past day, with the names and places of that day."),
    )

    class Meta:
        model = Territory
        fields = ["level", "name_ky_checked"]

    def as_of(self, rows: TerritoryQuerySet, name: str, value: date) -> TerritoryQuerySet:
        """Keep what was in force on the day; the rows are named as then by the list."""
        return rows.in_force_on(value)

    def inside(self, rows: TerritoryQuerySet, name: str, value: Territory) -> TerritoryQuerySet:
        """Keep what lies in the oblast."""
        return rows.inside(value.pk)

    def in_state(self, rows: TerritoryQuerySet, name: str, value: str) -> TerritoryQuerySet:
        """Keep the units in one of the states."""
        if value == "current":
            return rows.current()
        return rows.superseded() if value == "superseded" else rows.awaiting_lineage()


class _KyrgyzName(Column):
    """The Kyrgyz name, with a word where nobody has checked it."""

    def get_value(self, instance: Any) -> SafeString | str:
        if instance.name_ky_checked:
            return str(instance.name_ky)
        return format_html("{} <em>({})</em>", instance.name_ky, _("unchecked"))


class TerritoryIndexView(IndexView):
    """Shows the rows as they were on the day of the filter ``on``; finds names in any spelling."""

    add_item_label = _("Found a unit")

    def search_queryset(self, queryset: Any) -> Any:
        """By the start of words in any of the names, or by the SOATE code."""
        if not self.is_searching:
            return queryset
        words = letters.place_key(self.search_query).split()
        if not words:
            return queryset.none()
        named = Q()
        for word in words:
            named &= Q(search_key__contains=f" {word}")
        return queryset.filter(named | Q(soate__startswith=self.search_query.strip()))

    def filter_queryset(self, queryset: Any) -> Any:
        """Nothing where a filter cannot be read: a wrong day never means today."""
        asked = self.filters
        if asked is not None and asked.form.errors:
            for errors in asked.form.errors.values():
                messages.error(self.request, " ".join(str(error) for error in errors))
            return queryset.none()
        return super().filter_queryset(queryset)

    def get_table(self, object_list: Any) -> Any:
        """The table of a past day has the names and places of that day."""
        day = self.filters.form.cleaned_data.get("on") if self.filters else None
        return super().get_table(as_of(object_list, day) if day else object_list)


class TerritoryEditView(EditView):
    """Corrects what was typed wrongly; the history keeps what stood there before."""

    def save_instance(self) -> Any:
        """Save, and keep a trace of every field that differs."""
        corrected = corrections.of(self.form)
        unit = super().save_instance()
        if corrected:
            log(
                unit,
                corrections.ACTION,
                user=self.request.user,
                data={"corrected": corrected},
                content_changed=True,
            )
        return unit


class TerritoryInspectView(InspectView):
    """The unit with the tree of its lineage."""

    template_name = "territories/admin/inspect.html"
    page_title = _("Unit of the register")

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """A dash where nothing is known."""
        value = super().get_field_display_value(field_name, field)
        return "—" if value is None else value

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """And its acts."""
        return {**super().get_context_data(**kwargs), **told(self.object, self.request.user)}


class TerritoryViewSet(SnippetViewSet):
    """The register. Units are not deleted: they end, and others succeed them.

    A form corrects what was entered wrongly; what the state decided is entered as an act.
    """

    model = Territory
    icon = "globe"
    menu_label = _("Territories")
    list_display = [
        _KyrgyzName("name_ky", label=_("name in Kyrgyz"), sort_key="sort_key"),
        "name_ru",
        "level",
        Column("place", label=_("part of")),
        "soate",
        "in_force_until",
    ]
    list_per_page = 50
    filterset_class = TerritoryFilters
    index_view_class = TerritoryIndexView
    edit_view_class = TerritoryEditView
    inspect_view_class = TerritoryInspectView
    search_fields = ["name_ky", "name_ru", "name_en", "former_names", "soate"]
    search_backend_name = None
    ordering = ["sort_key"]
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["search_key", "sort_key", "successors"]
    copy_view_enabled = False
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name_ky"),
                FieldPanel("name_ky_checked"),
                FieldPanel("name_ru"),
                FieldPanel("name_en"),
                FieldPanel("former_names"),
            ],
            heading=_("Names"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("level"), FieldPanel("soate")]), FieldPanel("parent")],
            heading=_("Place in the register"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("in_force_from"), FieldPanel("in_force_until")]),
                FieldPanel("note"),
                FieldPanel("source"),
            ],
            heading=_("In force"),
        ),
        LineagePanel(heading=_("Lineage")),
        InlinePanel(
            "figures",
            heading=_("Figures by year"),
            label=_("year"),
            help_text=_("Practices of municipalities like this one are found by these figures."),
            panels=[
                FieldRowPanel([FieldPanel("year"), FieldPanel("source")]),
                FieldRowPanel([FieldPanel("population"), FieldPanel("altitude_m")]),
                FieldPanel("budget_tyiyn"),
            ],
        ),
    ]

    def get_queryset(self, request: Any) -> TerritoryQuerySet:
        return Territory.objects.with_place()

    @property
    def add_view(self) -> Any:
        """A unit comes into the register by an act, never by a form of its own."""
        return RedirectView.as_view(url=reverse_lazy("register-acts:enter", args=["found"]))


class UniverseViewSet(SnippetViewSet):
    """The size of the universe, a new row for every new count by the statistics committee."""

    model = Universe
    icon = "order"
    menu_label = _("Number of municipalities")
    list_display = ["as_of", "ayil_aimaks", "cities", "source"]
    inspect_view_enabled = True
    copy_view_enabled = False


class RegisterViewSetGroup(SnippetViewSetGroup):
    """The register in the menu of the admin."""

    items = (TerritoryViewSet, ActViewSet, UniverseViewSet)
    menu_icon = "globe"
    menu_label = _("Register of territories")
    menu_order = 700
