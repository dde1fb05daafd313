"""What the client base itself knows to ask: the card, consents, offices, place, timeline."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from membership.clients import activity, listing, purposes, selectors, standing, timeline_kinds
from membership.clients.models import (
    Client,
    ClientTag,
    Consent,
    Contact,
    Invitation,
    Office,
    TaggedClient,
    TimelineEntry,
)
from membership.clients.quality.troubles import in_order, troubles
from membership.clients.segments import about, conditions
from membership.clients.segments import own_things as own_things
from membership.clients.segments.conditions import Asked, Choices, Condition, Noted, ids, known
from membership.organisations import selectors as organisations
from membership.organisations.models import Organisation
from portal.core.audience import Category, Channel, Role, Service
from portal.territories import selectors as territories
from portal.territories.models import Territory
from portal.territories.querysets import TerritoryQuerySet


def _column(name: str, asked: Asked) -> Q:
    return Q(**{f"{name}__in": asked.values})


def _tagged(asked: Asked) -> Q:
    return ids(TaggedClient.objects.filter(tag__in=asked.values), "content_object")


def _tags() -> Choices:
    return [(str(pk), name) for pk, name in ClientTag.objects.values_list("pk", "name")]


def _places() -> Choices:
    """Under each oblast itself, then its rayons and cities, each before what it consists of."""
    rayons = Territory.objects.current().filter(level=Territory.Level.RAYON)
    below: dict[int | None, list[Territory]] = defaultdict(list)
    for units in (rayons.with_place(), territories.municipalities()):
        for unit in units.order_by("sort_key", "pk"):
            below[unit.parent_id].append(unit)

    def inside(above: Territory) -> Iterator[Territory]:
        for unit in below[above.pk]:
            yield unit
            yield from inside(unit)

    for oblast in territories.oblasts():
        parts = [(str(unit.pk), _with_rayon(unit)) for unit in inside(oblast)]
        yield oblast.name, [(str(oblast.pk), oblast.name), *parts]


def _with_rayon(unit: Territory) -> str:
    above = unit.parent
    return f"{unit.name}, {above.name}" if above and above.parent_id else unit.name


def _places_called(name: str) -> set[str]:
    """Units of every level; in place of former ones what became of them."""
    found = [*territories.find(name, registrable=False), *territories.find(name)]
    return {str(unit.pk) for unit in found}


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
    return ids(Client.objects.filter(user__last_login__gte=asked.since))


def _seen(asked: Asked) -> Q:
    return Q(seen_at__gte=asked.since)


def _entered(asked: Asked) -> Q:
    return Q(created_at__gte=asked.since, created_at__lt=asked.until)


def _entries(asked: Asked) -> "QuerySet[Any, Any]":
    happened = TimelineEntry.objects.filter(
        kind__in=asked.values,
        happened_at__gte=asked.since,
        happened_at__lt=asked.until,
        withdrawn_at=None,
    )
    return about.narrowed(happened, asked.about)


def _happened(asked: Asked) -> Q:
    entries = _entries(asked)
    if asked.times > 1:
        each = entries.order_by().values("client")
        entries = each.annotate(times=Count("*")).filter(times__gte=asked.times)
    return ids(entries, "client")


def _happened_in_order(asked: Asked) -> Q:
    """Some entry has no later one of the others: so the last has none, whichever it is."""
    first = _entries(asked)
    if asked.later:
        after = TimelineEntry.objects.filter(
            withdrawn_at=None,
            client=OuterRef("client"),
            kind__in=asked.later,
            happened_at__gt=OuterRef("happened_at"),
            happened_at__lt=asked.until,
        )
        first = first.filter(~Exists(after.order_by()))
    return ids(first, "client")


def _in_state(service: str, asked: Asked) -> Q:
    return asked.any_of(partial(standing.in_state, service))


def _invited(asked: Asked) -> Q:
    return asked.any_of(lambda state, _day: _INVITED[state]())


def _open_invitations(**sent: Any) -> Q:
    return ids(Invitation.objects.open().filter(**sent), "client")


def _answered() -> Q:
    answered = Invitation.objects.exclude(confirmed_at=None, client__user=None)
    return ids(answered, "client")


_INVITED: dict[str, Callable[[], Q]] = {
    "unsent": partial(_open_invitations, sent_times=0),
    "waiting": partial(_open_invitations, sent_times__gt=0),
    "answered": _answered,
    "none": lambda: ~ids(Invitation.objects.all(), "client"),
}
_INVITATIONS = [
    ("unsent", _("On a list, invitation not sent yet")),
    ("waiting", _("Invited, has not answered")),
    ("answered", _("Invited and has answered")),
    ("none", _("Not invited")),
]


def _in_trouble(asked: Asked) -> Q:
    return asked.any_of(lambda kind, day: ids(troubles.get(kind).clients(day)))


def _troubles() -> Choices:
    return [(name, trouble.label) for name, trouble in in_order()]


def _has_addresses(asked: Asked) -> Q:
    return asked.any_of(lambda state, _day: listing.has_addresses(state))


def _in_body(asked: Asked) -> Q:
    """The bodies chosen, and those that they took over."""
    chosen = Q(pk__in=asked.values) | Q(successor__in=asked.values)
    return Q(organisation__in=Organisation.objects.filter(chosen).order_by().values("pk"))


def _bodies() -> Choices:
    """Only those that somebody in the base belongs to."""
    wanted = Client.objects.exclude(organisation=None).order_by().values("organisation")
    return [(str(body.pk), body.name) for body in Organisation.objects.filter(pk__in=wanted)]


def _bodies_called(name: str) -> set[str]:
    return {str(pk) for pk in organisations.called(name).order_by().values_list("pk", flat=True)}


def _mandate_ends(asked: Asked) -> Q:
    last = asked.on + timedelta(days=asked.days)
    held = Office.objects.verified().held_on(asked.on).filter(ends_on__lte=last)
    return ids(held, "client")


def _mandate_ended(asked: Asked) -> Q:
    since = asked.on - timedelta(days=asked.days)
    ended = Office.objects.verified().filter(ends_on__gte=since, ends_on__lt=asked.on)
    return ids(ended, "client") & ~ids(Office.objects.verified().held_on(asked.on), "client")


def _agreed_to_notes() -> Q:
    return ids(Consent.objects.in_force().filter(purpose=selectors.NOTES), "client")


def _add() -> None:
    for heading, entries in (
        (conditions.CLIENT, _of_the_client()),
        (conditions.PLACE, _of_place_and_office()),
        (conditions.AGREED, _of_contacts_and_consents()),
        (conditions.SERVICE, _of_services()),
        (conditions.TIMELINE, _of_the_timeline()),
    ):
        for name, label, ask, more in entries:
            known.add(name, Condition(label, heading, ask, **more))


#: The word of a condition, its label, what it asks, and what else there is to say of it.
_Entries = Iterator[tuple[str, Any, Callable[[Asked], Q], dict[str, Any]]]
_BACK, _AHEAD = {"looks": conditions.BACK}, {"looks": conditions.AHEAD}


def _of_the_client() -> _Entries:
    for name, label, choices in (
        ("kind", _("Kind"), Client.Kind),
        ("category", _("Category"), Category),
        ("language", _("Language"), Client.Language),
        ("source", _("Source"), Client.Source),
    ):
        yield name, label, partial(_column, name), {"choices": partial(_of, choices)}
    yield "tag", _("Tag"), _tagged, {"choices": _tags, "rows": ClientTag.objects.all}
    yield "account", _("Has an account"), lambda asked: Q(user__isnull=False), {}
    yield "entered", _("Entered the base"), _entered, {**_BACK, "between": True}
    yield "invitation", _("Invitation"), _invited, {"choices": lambda: _INVITATIONS}
    yield "trouble", _("Trouble with the data"), _in_trouble, {"choices": _troubles}


def _of_place_and_office() -> _Entries:
    places = {"choices": _places, "rows": Territory.objects.all, "called": _places_called}
    bodies = {"choices": _bodies, "rows": Organisation.objects.all, "called": _bodies_called}
    yield "place", _("Municipality, rayon or oblast"), _placed, places
    yield "office", _("Confirmed office"), _in_office, {"choices": partial(_of, Role)}
    yield "office_waits", _("Office to be checked"), _office_waits, {}
    yield "mandate_ends", _("Mandate ends"), _mandate_ends, _AHEAD
    yield "mandate_ended", _("Mandate ended, no other is held"), _mandate_ended, _BACK
    yield "organisation", _("Organisation"), _in_body, bodies
    kinds = partial(_of, Organisation.Kind)
    yield "body", _("Kind of organisation"), _of_organisation, {"choices": kinds}


def _of_contacts_and_consents() -> _Entries:
    for name, field, label, choices in (
        ("consent", "channel", _("Agreed to the channel"), partial(_of, Channel)),
        ("consent_to", "service", _("Agreed for the service"), partial(_of, Service)),
        ("consent_purpose", "purpose", _("Purpose of a consent"), purposes.choices),
    ):
        yield name, label, partial(_agreed, field), {"choices": choices}
    ways = {"choices": partial(_of, Contact.Kind)}
    yield "contact", _("Has a contact"), _reached, ways
    yield "proven", _("Has a proven contact"), _proven, ways
    states = {"choices": lambda: listing.ADDRESSES}
    yield "addresses", _("Addresses and numbers"), _has_addresses, states
    yield "postal", _("Has a postal address"), lambda asked: ~Q(postal_address=""), {}


def _of_services() -> _Entries:
    yield (
        "portal",
        _("Portal"),
        partial(_in_state, Service.PORTAL),
        {"choices": lambda: activity.STATES},
    )


def _of_the_timeline() -> _Entries:
    yield "signed_in", _("Signed in"), _signed_in, _BACK
    yield "seen", _("Visited the site or followed a link of a letter"), _seen, _BACK
    noted = Noted(frozenset(timeline_kinds.BY_CONSENT), _agreed_to_notes)
    entries = {"choices": timeline_kinds.choices, "noted": noted, "has_things": True}
    ways = {**_BACK, "between": True, "counted": True}
    yield "timeline", _("An event of the timeline"), _happened, {**entries, **ways}
    order = {**_BACK, "ordered": True}
    label = _("An event of the timeline, and what came since")
    yield "timeline_since", label, _happened_in_order, {**entries, **order}


def _of(choices: type[TextChoices]) -> Choices:
    return choices.choices


def magazine_state() -> Condition:
    """The state of the magazine, registered by the room that sells it."""
    ask = partial(_in_state, Service.MAGAZINE)
    return Condition(_("Magazine"), conditions.SERVICE, ask, lambda: activity.STATES)


_add()
