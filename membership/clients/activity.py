"""Which clients a service knows and which it serves today: each wing answers for its own service.

The answers are querysets of client ids, so that the matrix and the lists ask once for everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.clients.models import Client, Consent
from portal.core import clock
from portal.core.audience import Service
from portal.core.registry import Registry

#: Someone who signed in within so many days is active on the Portal.
PORTAL_DAYS = 90

ACTIVE, LAPSED, NONE, KNOWN = "active", "lapsed", "none", "known"
#: Where a client may stand with a service, in words.
STATES = [
    (ACTIVE, gettext_lazy("Active")),
    (LAPSED, gettext_lazy("No longer active")),
    (NONE, gettext_lazy("Never had it")),
]


@dataclass(frozen=True, slots=True)
class Activity:
    """How one service sees clients. Both take a day in Asia/Bishkek and return client ids."""

    #: Clients the service has ever had up to that day.
    known: Callable[[date], "QuerySet[Any, int]"]
    #: Those among them whom it serves on that day.
    active: Callable[[date], "QuerySet[Any, int]"]
    #: Of some clients: since when each is known, and till which day she is active as far as is
    #: known on the day asked. What the two above count one by one, kept to be summed.
    standings: Callable[[list[int], date], dict[int, tuple[date, date | None]]]


#: By the code of the service. The magazine's entry is made by the room that sells it.
services: Registry[Activity] = Registry("activity")


#: By the code of the service: what a client's card says about it in words, such as the basis and
#: the last day. The client brings ``card.clients``; what a room loads for her it keeps on her.
words: Registry[Callable[[Client, date], list[Any]]] = Registry("words on a service")


def _known_to_portal(day: date) -> "QuerySet[Any, int]":
    agreed = Consent.objects.in_force().filter(service=Service.PORTAL).values("client")
    has_account_or_agreed = Q(user__isnull=False) | Q(pk__in=agreed)
    return _ids(Client.objects.filter(has_account_or_agreed, created_at__lt=clock.end_of(day)))


def _active_on_portal(day: date) -> "QuerySet[Any, int]":
    since = clock.start_of(day - timedelta(days=PORTAL_DAYS))
    return _ids(Client.objects.filter(user__is_active=True, user__last_login__gte=since))


def _portal_standings(ids: list[int], today: date) -> dict[int, tuple[date, date | None]]:
    known = Client.objects.filter(pk__in=ids).filter(pk__in=_known_to_portal(today)).order_by()
    rows = known.values_list("pk", "created_at", "user__last_login", "user__is_active")
    return {
        pk: (
            localdate(created_at),
            localdate(seen) + timedelta(days=PORTAL_DAYS) if seen and is_active else None,
        )
        for pk, created_at, seen, is_active in rows
    }


def _ids(clients: "QuerySet[Client]") -> "QuerySet[Any, int]":
    return clients.order_by().values_list("pk", flat=True)


services.add(
    Service.PORTAL,
    Activity(known=_known_to_portal, active=_active_on_portal, standings=_portal_standings),
)


def state_of(seen: Activity, on: date) -> Case:
    """An annotation of clients: ``active``, ``lapsed`` or ``none`` in one service."""
    return Case(
        When(pk__in=seen.active(on), then=Value(ACTIVE)),
        When(pk__in=seen.known(on), then=Value(LAPSED)),
        default=Value(NONE),
    )


def in_state(seen: Activity, state: str, on: date) -> Q:
    """A condition on clients. Beside the three states, ``known`` is active or lapsed."""
    known, active = Q(pk__in=seen.known(on)), Q(pk__in=seen.active(on))
    return {ACTIVE: active, LAPSED: known & ~active, KNOWN: known}.get(state, ~known)


@words.named(Service.PORTAL)
def _portal_words(client: Client, on: date) -> list[Any]:
    """The account or, without one, the consent that makes her known."""
    if client.user is None:
        return []
    said = _("account since %(day)s") % {"day": _day(client.user.date_joined)}
    if client.seen_at is None:
        return [said, _("never signed in")]
    return [said, _("last seen %(day)s") % {"day": _day(client.seen_at)}]


def _day(at: datetime) -> str:
    return f"{localdate(at):%d.%m.%Y}"
