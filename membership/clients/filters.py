"""How staff narrow the list of clients."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from membership.clients import activity, listing
from membership.clients.models import Client, ClientTag
from membership.clients.querysets import ClientQuerySet as Clients
from portal.core import clock
from portal.core.audience import Category, Service
from portal.territories import selectors as territories

_STATES = [
    (activity.ACTIVE, _("Active")),
    (activity.LAPSED, _("No longer active")),
    (activity.KNOWN, _("Has or had it")),
    (activity.NONE, _("Never had it")),
]
_OFFICES = [("waiting", _("To be checked")), ("verified", _("Confirmed")), ("none", _("None"))]
#: Stands for people who have not said their category.
NO_CATEGORY = "none"


def _oblasts() -> list[tuple[int, str]]:
    return [(oblast.pk, oblast.name) for oblast in territories.oblasts()]


def _choice(label: Any, choices: Any, **options: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, widget=forms.RadioSelect, empty_label=_("All"), **options
    )


class ClientFilterSet(WagtailFilterSet):
    """Nine ways to narrow the list; the numbers of the matrix lead here."""

    category = _choice(
        _("Category"), [*Category.choices, (NO_CATEGORY, _("Not said"))], method="in_category"
    )
    kind = _choice(_("Kind"), Client.Kind.choices)
    portal = _choice(_("Portal"), _STATES, method="in_portal")
    magazine = _choice(_("Magazine"), _STATES, method="in_magazine")
    oblast = _choice(_("Oblast"), _oblasts, method="in_oblast")
    place = django_filters.CharFilter(label=_("Municipality"), method="of_place")
    language = _choice(_("Language"), Client.Language.choices)
    office = _choice(_("Office"), _OFFICES, method="with_office")
    source = _choice(_("Source"), Client.Source.choices)
    tags = django_filters.ModelChoiceFilter(
        label=_("Tag"), queryset=ClientTag.objects.order_by("name"), empty_label=_("All")
    )

    class Meta:
        model = Client
        fields: list[str] = []

    def in_category(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep one category, or those without one."""
        return clients.filter(category="" if value == NO_CATEGORY else value)

    def in_portal(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep a state of the Portal."""
        return listing.in_service(clients, Service.PORTAL, value, clock.today())

    def in_magazine(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep a state of the magazine."""
        return listing.in_service(clients, Service.MAGAZINE, value, clock.today())

    def in_oblast(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep everybody from an oblast or a capital."""
        return listing.inside(clients, int(value))

    def of_place(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep everybody from a municipality, found by any spelling and under former names."""
        return listing.of_places(clients, value)

    def with_office(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep a state of the office."""
        return listing.with_office(clients, value)
