"""How staff narrow the list of clients."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from membership.accounts.models import User
from membership.clients import activity, listing, offered, purposes, reach, standing
from membership.clients.models import (
    AccessTrace,
    Client,
    Consent,
    ManyDeed,
    Segment,
    Standing,
    TaggedClient,
)
from membership.clients.quality import gone
from membership.clients.querysets import ClientQuerySet as Clients
from membership.clients.reach import NO_CATEGORY
from membership.clients.segments import compiler
from membership.clients.segments.conditions import Asked, known
from membership.clients.together import touched
from membership.organisations import selectors as organisations
from membership.organisations.models import Organisation
from portal.core import clock
from portal.core.audience import Category, Channel, Role, Service
from portal.core.registry import Registry
from portal.territories import lineage
from portal.territories import selectors as territories

_STATES = [
    (activity.ACTIVE, _("Active")),
    (activity.LAPSED, _("No longer active")),
    (activity.KNOWN, _("Has or had it")),
    (activity.NONE, _("Never had it")),
]
_OFFICES = [("waiting", _("To be checked")), ("verified", _("Confirmed")), ("none", _("None"))]
_LATELY = [("30", _("Within 30 days")), ("90", _("Within 90 days")), ("365", _("Within a year"))]
_ANY = "any"
_UNREACHED = [(_ANY, _("Either of the two")), *Service.choices]
_SEEN = [
    ("30", _("Within 30 days")),
    ("90", _("Within 90 days")),
    ("late", _("Longer ago or never")),
    ("never", _("Never")),
]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One more way to narrow the list, told by the room that knows it."""

    label: Any
    #: Codes with their names; takes what is offered from rows.
    choices: Callable[[offered.Offered], Any]
    #: A condition on clients for a code and a day.
    condition: Callable[[str, date], Q]
    widget: type[forms.Widget] = forms.RadioSelect


#: By the word in the address. Rooms above add what only they can tell.
added: Registry[Narrowing] = Registry("filter of clients")


#: Filters that ask what a condition of segments asks, by its name.
_AS_SEGMENTS = {"role": "office", "body": "body", "purpose": "consent_purpose"}


def _choice(
    label: Any, choices: Any, widget: type[forms.Widget] = forms.RadioSelect, **options: Any
) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, widget=widget, empty_label=_("All"), **options
    )


def _choices(label: Any, choices: Any, **options: Any) -> django_filters.MultipleChoiceFilter:
    """Several values at once; any of them will do.

    No condition joins rows of a client, so nobody comes twice: to make sure of it costs a sort of
    everybody found.
    """
    return django_filters.MultipleChoiceFilter(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
        **options,
    )


def _gone_unit(number: int) -> list[tuple[str, str]]:
    return [(str(unit.pk), unit.name) for unit in territories.units([number])]


def _deed(number: int) -> list[tuple[str, str]]:
    return [(str(done.pk), done.words) for done in ManyDeed.objects.filter(pk=number)]


#: Filters whose choices are rows, with where these stand in what is offered.
_OFFERED = {"oblast": "oblasts", "tags": "tags", "segment": "segments"}
#: Filters that a number on another screen leads to, with what their one value is called.
_BY_LINK = {"gone": _gone_unit, "done": _deed}


def _named(filters: dict[str, Any], address: Any) -> dict[str, Any]:
    return {name: one for name, one in filters.items() if name in (address or ())}


class ClientFilterSet(WagtailFilterSet):
    """The ways to narrow the list; the numbers of the matrix lead here."""

    base_filters: dict[str, Any]

    category = _choices(
        _("Category"), [*Category.choices, (NO_CATEGORY, _("Not said"))], method="in_category"
    )
    kind = _choice(_("Kind"), Client.Kind.choices)
    portal = _choice(_("Portal"), _STATES, method="in_portal")
    magazine = _choice(_("Magazine"), _STATES, method="in_magazine")
    oblast = _choices(_("Oblast"), [], method="in_oblast")
    place = django_filters.CharFilter(label=_("Municipality"), method="of_place")
    unreached = _choice(_("Municipality not reached by"), _UNREACHED, method="of_unreached")
    gone = _choice(_("Unit that is no more"), [], method="of_gone_unit")
    done = _choice(_("Touched by a deed on several"), [], method="touched_by")
    language = _choices(_("Language"), Client.Language.choices)
    office = _choice(_("Office"), _OFFICES, method="with_office")
    role = _choices(_("Confirmed office"), Role.choices, method="as_a_segment")
    organisation = django_filters.CharFilter(label=_("Organisation"), method="of_organisation")
    body = _choices(_("Kind of organisation"), Organisation.Kind.choices, method="as_a_segment")
    source = _choices(_("Source"), Client.Source.choices)
    tags = _choices(_("Tag"), [], method="with_tag")
    segment = _choices(_("Segment"), [], method="in_segment")
    seen = _choice(_("Last seen"), _SEEN, method="seen_lately")
    consent = _choice(_("Agreed to the channel"), Channel.choices, method="agreeing")
    purpose = _choices(_("Purpose of a consent"), purposes.choices, method="as_a_segment")
    address = _choice(_("Addresses and numbers"), listing.ADDRESSES, method="with_addresses")
    reach = _choice(_("Agreed and can be reached by"), Channel.choices, method="reachable")
    new = _choice(_("New in the base"), _LATELY, method="new_lately")

    class Meta:
        model = Client
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, request: Any = None, **kwargs: Any) -> None:
        others = dict(added)
        if request is None:
            # Nobody sees a form: a filter that the address lacks is not made.
            self.base_filters = _named(self.base_filters, data)
            others = _named(others, data)
        super().__init__(data, *args, request=request, **kwargs)
        of_rows = self.filters.keys() & _OFFERED.keys()
        choices = offered.to(self.request) if of_rows or others else offered.Offered()
        for name in of_rows:
            self.filters[name].extra["choices"] = getattr(choices, _OFFERED[name])
        self._offer_by_link_alone()
        for name, one in others.items():
            more = _choice(one.label, one.choices(choices), one.widget, method="narrowed")
            more.field_name, more.model, more.parent = name, Client, self
            self.filters[name] = more

    def _offer_by_link_alone(self) -> None:
        """Nobody types a number of these: without a link there is nothing to choose from."""
        for name, called in _BY_LINK.items():
            asked = self.data.get(name, "")
            if not asked:
                self.filters.pop(name, None)
            elif asked.isascii() and asked.isdigit() and len(asked) < 10:
                self.filters[name].extra["choices"] = called(int(asked))

    @cached_property
    def register(self) -> lineage.Below:
        """The register of territories, asked once however many filters name places."""
        return lineage.below()

    def narrowed(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep what a room above tells of."""
        return clients.filter(added.get(name).condition(value, clock.today()))

    def as_a_segment(self, clients: Clients, name: str, value: list[str]) -> Clients:
        """Keep what a segment with the same condition would keep."""
        asked = Asked(values=value, days=0, on=clock.today())
        return clients.filter(known.get(_AS_SEGMENTS[name]).ask(asked))

    def in_category(self, clients: Clients, name: str, value: list[str]) -> Clients:
        """Keep categories, or those without one."""
        wanted = ["" if one == NO_CATEGORY else one for one in value]
        return clients.filter(category__in=wanted)

    def in_portal(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep a state of the Portal."""
        return listing.in_service(clients, Service.PORTAL, value, clock.today())

    def in_magazine(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep a state of the magazine."""
        return listing.in_service(clients, Service.MAGAZINE, value, clock.today())

    def in_oblast(self, clients: Clients, name: str, value: list[str]) -> Clients:
        """Keep everybody from oblasts and capitals: those whom the matrix counts there."""
        there = Standing.objects.filter(service="", oblast__in=map(int, value)).order_by()
        return clients.filter(pk__in=there.values("client"))

    def of_place(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep everybody from a municipality, found by any spelling and under former names."""
        return listing.of_places(clients, value, register=self.register)

    def of_unreached(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep everybody from the municipalities that the list of the missing has."""
        part = reach.Part(service="" if value == _ANY else value)
        units = reach.unreached(part, clock.today()).order_by()
        return clients.filter(territory__in=units.values("pk"))

    def touched_by(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep those whom a deed on several touched."""
        return clients.filter(touched.clients(int(value)))

    def of_gone_unit(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep those whom the queue of quality counts under the unit."""
        there = gone.clients(clock.today()).filter(gone_unit=int(value)).order_by()
        return clients.filter(pk__in=there.values("pk"))

    def with_office(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep a state of the office."""
        return listing.with_office(clients, value)

    def of_organisation(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep everybody from the bodies called so in any spelling, and their own cards."""
        return clients.filter(organisation__in=organisations.called(value).order_by().values("pk"))

    def with_tag(self, clients: Clients, name: str, value: list[str]) -> Clients:
        """Keep those with any of the tags."""
        tagged = TaggedClient.objects.filter(tag__in=value).order_by()
        return clients.filter(pk__in=tagged.values("content_object"))

    def with_addresses(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep those whose contacts are in a state."""
        return clients.filter(listing.has_addresses(value))

    def reachable(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep those who agreed to a channel and have an address for it that works."""
        return clients.may_be_told().filter(listing.may_be_told_by(value))

    def in_segment(self, clients: Clients, name: str, value: list[str]) -> Clients:
        """Keep those who are in any of the segments now."""
        inside = Q(pk__in=())
        for tree in Segment.objects.filter(pk__in=value).values_list("tree", flat=True):
            inside |= compiler.condition(tree, on=clock.today())
        return clients.filter(inside)

    def seen_lately(self, clients: Clients, name: str, value: str) -> Clients:
        """Keep who was seen lately, or who was not."""
        if value == "never":
            return clients.filter(seen_at=None)
        days = 90 if value == "late" else int(value)
        since = clock.start_of(clock.today() - timedelta(days=days))
        seen = Q(seen_at__gte=since)
        return clients.exclude(seen) if value == "late" else clients.filter(seen)

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


def _staff_seen(_request: Any) -> Any:
    """The members of staff that the log names."""
    named = AccessTrace.objects.order_by().values("staff").distinct()
    return User.objects.filter(pk__in=named).order_by("last_name", "first_name", "pk")


class TraceFilterSet(WagtailFilterSet):
    """The ways to narrow the log of access; a card leads here with its number."""

    client = django_filters.NumberFilter(label=_("Number of the card"), field_name="client")
    staff = django_filters.ModelChoiceFilter(label=_("Who"), queryset=_staff_seen)
    deed = _choices(_("What"), AccessTrace.Deed.choices)
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)

    class Meta:
        model = AccessTrace
        fields: list[str] = []
