"""What staff see of the bodies people serve in."""

from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from membership.organisations.models import Organisation
from membership.organisations.querysets import OrganisationQuerySet
from portal.core import letters
from portal.territories import selectors as territories


class OrganisationFilterSet(WagtailFilterSet):
    """By kind, by oblast, and by whether somebody has checked the names."""

    oblast = django_filters.ChoiceFilter(
        label=_("Oblast"),
        method="in_oblast",
        choices=lambda: [(unit.pk, unit.name) for unit in territories.oblasts()],
    )

    class Meta:
        model = Organisation
        fields = ["kind", "names_checked"]

    def in_oblast(self, rows: OrganisationQuerySet, name: str, value: str) -> OrganisationQuerySet:
        """Keep the bodies of one oblast."""
        return rows.in_oblast(int(value))


class OrganisationIndexView(IndexView):
    """Searches by any spelling: the typed words are folded as the keys are."""

    add_item_label = _("Add an organisation")

    def search_queryset(self, queryset: OrganisationQuerySet) -> OrganisationQuerySet:
        for word in letters.search_key(self.search_query or "").split():
            queryset = queryset.filter(search_key__contains=word)
        return queryset


class OrganisationViewSet(SnippetViewSet):
    """The register of bodies; those made by rule are corrected here."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_name = "organisations"
    add_to_admin_menu = True
    menu_order = 210
    list_display = [
        "__str__",
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("place", label=_("Rayon and oblast"), accessor="territory.place"),
    ]
    list_per_page = 50
    search_fields = ["search_key"]
    filterset_class = OrganisationFilterSet
    index_view_class = OrganisationIndexView
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["search_key", "sort_key"]
    panels = [
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("territory")], _("Body")),
        MultiFieldPanel(
            [FieldPanel("name_ky"), FieldPanel("name_ru"), FieldPanel("names_checked")], _("Names")
        ),
        MultiFieldPanel([FieldPanel("inn"), FieldPanel("email_domain")], _("Particulars")),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the places, which every row shows."""
        return Organisation.objects.with_place()
