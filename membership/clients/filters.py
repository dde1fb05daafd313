"""How staff narrow the list of clients."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from membership.clients import activity, listing, standing
from membership.clients.models import Client, ClientTag, Consent, Segment
from membership.clients.querysets import ClientQuerySet as Clients
from membership.clients.segments import compiler
from portal.core import clock
from portal.core.audience import Category, Channel, Service
from portal.territories import selectors as territories

_STATES = [
    (activity.ACTIVE, _("Active")),
    (activity.LAPSED, _("No longer active")),
    (activity.KNOWN, _("Has or had it")),
    (activity.NONE, _("Never had it")),
]
_OFFICES = [("waiting", _("To be checked")), ("verified", _("Confirmed")), ("none", _("None"))]
_LATELY = [("30", _("Within 30 days")), ("90", _("Within 90 days")), ("365", _("Within a year"))]
_SEEN = [
    ("30", _("Within 30 days")),
    ("90", _("Within 90 days")),
    ("late", _("Longer ago or never")),
]
#: Stands for people who have not said their category.
NO_CATEGORY = "none"


def _oblasts() -> list[tuple[int, str]]:
    return [(oblast.pk, oblast.name) for oblast in territories.oblasts()]


def _choice(label: Any, choices: Any, **options: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, widget=forms.RadioSelect, empty_label=_("All"), **options
    )


class ClientFilterSet(WagtailFilterSet):
    """The ways to narrow the list; the numbers of the matrix lead here."""

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

    segment = django_filters.ModelChoiceFilter(
        label=_("Segment"),
        queryset=Segment.objects.all(),
        empty_label=_("All"),
        method="in_segment",
    )
    seen = _choice(_("Last seen"), _SEEN, method="seen_lately")
    consent = _choice(_("Agreed to the channel"), Channel.choices, method="agreeing")
    new = _choice(_("New in the base"), _LATELY, method="new_lately")

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

    def in_segment(self, clients: Clients, name: str, value: Segment) -> Clients:
        """Keep those who are in a segment now."""
        return clients.filter(compiler.condition(value.tree, on=clock.today()))

    def seen_lately(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep who signed in lately, or who did not."""
        days = 90 if value == "late" else int(value)
        since = clock.start_of(clock.today() - timedelta(days=days))
        seen = Client.objects.filter(user__last_login__gte=since).order_by().values("pk")
        return clients.exclude(pk__in=seen) if value == "late" else clients.filter(pk__in=seen)

    def agreeing(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep those who may be reached on a channel."""
        agreed = Consent.objects.in_force().filter(channel=value).order_by()
        return clients.filter(pk__in=agreed.values("client"))

    def new_lately(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep those whom the base knows since lately; with a service, whom the service does."""
        after = clock.today() - timedelta(days=int(value))
        asked = [service for service in Service.values if self.data.get(service)]
        for service in asked or [""]:
            clients = clients.filter(standing.new_since(service, after, clock.today()))
        return clients
