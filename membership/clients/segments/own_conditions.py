"""What the client base itself knows to ask: the card, consents, offices, place, timeline."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from membership.clients import activity, purposes, standing, timeline_kinds
from membership.clients.models import (
    Client,
    ClientTag,
    Consent,
    Contact,
    Office,
    TaggedClient,
    TimelineEntry,
)
from membership.clients.segments import conditions
from membership.clients.segments.conditions import Asked, Choices, Condition, ids, known
from membership.organisations.models import Organisation
from portal.core import clock
from portal.core.audience import Category, Channel, Role, Service
from portal.territories import selectors as territories
from portal.territories.models import Territory
from portal.territories.querysets import TerritoryQuerySet


def _column(name: str, asked: Asked) -> Q:
    return Q(**{f"{name}__in": asked.values})


def _since(asked: Asked) -> datetime:
    return clock.start_of(asked.on - timedelta(days=asked.days))


def _until(day: date) -> datetime:
    return clock.end_of(day)


def _tagged(asked: Asked) -> Q:
    return ids(TaggedClient.objects.filter(tag__in=asked.values), "content_object")


def _tags() -> Choices:
    return [(str(pk), name) for pk, name in ClientTag.objects.values_list("pk", "name")]


def _places() -> Choices:
    for oblast in territories.oblasts():
        yield str(oblast.pk), oblast.name
    rows = territories.municipalities().select_related("parent").order_by("sort_key", "pk")
    for place in rows:
        yield str(place.pk), f"{place.name}, {place.parent.name}" if place.parent else place.name


def _placed(asked: Asked) -> Q:
    return Q(territory__in=territories_of(asked.values).values("pk"))


def territories_of(chosen: list[str]) -> TerritoryQuerySet:
    """Chosen units, all below them, and former units that became a part of any of these."""
    inside = Q()
    for above in ("pk", "parent", "parent__parent"):
        inside |= Q(**{f"{above}__in": chosen})
        inside |= Q(pk__in=_became(above, chosen))
    return Territory.objects.filter(inside).order_by()


def _became(above: str, chosen: list[str]) -> "QuerySet[Any, Any]":
    """Units whose successor, or its successor, lies in a chosen one."""
    once = Q(**{f"succeeded_by__successor__{above}__in": chosen})
    twice = Q(**{f"succeeded_by__successor__succeeded_by__successor__{above}__in": chosen})
    return Territory.objects.filter(once | twice).order_by().values("pk")


def _in_office(asked: Asked) -> Q:
    held = Office.objects.verified().held_on(asked.on)
    return ids(held.filter(role__in=asked.values), "client")


def _office_waits(asked: Asked) -> Q:
    return ids(Office.objects.waiting(), "client")


def _of_organisation(asked: Asked) -> Q:
    bodies = Organisation.objects.filter(kind__in=asked.values).order_by()
    return Q(organisation__in=bodies.values("pk"))


def _agreed(field: str, asked: Asked) -> Q:
    return ids(Consent.objects.in_force().filter(**{f"{field}__in": asked.values}), "client")


def _reached(asked: Asked) -> Q:
    return ids(Contact.objects.filter(channel__in=asked.values), "client")


def _proven(asked: Asked) -> Q:
    proven = Contact.objects.filter(channel__in=asked.values, proven_at__isnull=False)
    return ids(proven, "client")


def _signed_in(asked: Asked) -> Q:
    return ids(Client.objects.filter(user__last_login__gte=_since(asked)))


def _entered(asked: Asked) -> Q:
    return Q(created_at__gte=_since(asked), created_at__lt=_until(asked.on))


def _happened(asked: Asked) -> Q:
    entries = TimelineEntry.objects.filter(
        kind__in=asked.values,
        happened_at__gte=_since(asked),
        happened_at__lt=_until(asked.on),
        withdrawn_at=None,
    )
    return ids(entries, "client")


def _in_state(service: str, asked: Asked) -> Q:
    wanted = Q(pk__in=())
    for state in asked.values:
        wanted |= standing.in_state(service, state, asked.on)
    return wanted


_STATES = [
    (activity.ACTIVE, _("Active")),
    (activity.LAPSED, _("No longer active")),
    (activity.NONE, _("Never had it")),
]


def _add() -> None:
    client, place, agreed = conditions.CLIENT, conditions.PLACE, conditions.AGREED
    for name, label, choices in (
        ("kind", _("Kind"), Client.Kind),
        ("category", _("Category"), Category),
        ("language", _("Language"), Client.Language),
        ("source", _("Source"), Client.Source),
    ):
        ask = partial(_column, name)
        known.add(name, Condition(label, client, ask, partial(_of, choices)))
    known.add("tag", Condition(_("Tag"), client, _tagged, _tags))
    account = Condition(_("Has an account"), client, lambda asked: Q(user__isnull=False))
    known.add("account", account)
    known.add("entered", Condition(_("Entered the base"), client, _entered, looks_back=True))
    known.add("place", Condition(_("Municipality or oblast"), place, _placed, _places))
    known.add("office", Condition(_("Confirmed office"), place, _in_office, partial(_of, Role)))
    known.add("office_waits", Condition(_("Office to be checked"), place, _office_waits))
    kinds = partial(_of, Organisation.Kind)
    known.add("body", Condition(_("Kind of organisation"), place, _of_organisation, kinds))
    channels, services = partial(_of, Channel), partial(_of, Service)
    by_channel, by_service = partial(_agreed, "channel"), partial(_agreed, "service")
    known.add("consent", Condition(_("Agreed to the channel"), agreed, by_channel, channels))
    known.add("consent_to", Condition(_("Agreed for the service"), agreed, by_service, services))
    by_purpose = partial(_agreed, "purpose")
    purpose = Condition(_("Purpose of a consent"), agreed, by_purpose, purposes.choices)
    known.add("consent_purpose", purpose)
    ways = partial(_of, Contact.Kind)
    known.add("contact", Condition(_("Has a contact"), agreed, _reached, ways))
    known.add("proven", Condition(_("Has a proven contact"), agreed, _proven, ways))
    portal = partial(_in_state, Service.PORTAL)
    on_portal = Condition(_("Portal"), conditions.SERVICE, portal, lambda: _STATES)
    known.add("portal", on_portal)
    happened = conditions.TIMELINE
    known.add("signed_in", Condition(_("Signed in"), happened, _signed_in, looks_back=True))
    kinds_of_entries = Condition(
        _("On the timeline"), happened, _happened, timeline_kinds.choices, looks_back=True
    )
    known.add("timeline", kinds_of_entries)


def _of(choices: type[TextChoices]) -> Choices:
    return choices.choices


def magazine_state() -> Condition:
    """The state of the magazine, registered by the room that sells it."""
    ask = partial(_in_state, Service.MAGAZINE)
    return Condition(_("Magazine"), conditions.SERVICE, ask, lambda: _STATES)


_add()
