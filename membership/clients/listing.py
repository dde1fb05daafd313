"""The list of clients as staff see it: one query for the rows, whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from membership.clients import activity, standing
from membership.clients.models import Client, Consent, Contact, Office, TaggedClient
from membership.clients.querysets import ClientQuerySet
from portal.core import clock
from portal.core.audience import Channel, Service
from portal.core.privacy import GONE
from portal.territories import lineage
from portal.territories import selectors as territories


def clients(on: date) -> ClientQuerySet:
    """Clients with what the columns need: states of the services and of the office."""
    return _of_day(on).all()


@lru_cache(maxsize=2)
def _of_day(on: date) -> ClientQuerySet:
    """Put together once a day: every page of the list asks with it."""
    states: dict[str, Any] = {
        f"{service}_state": standing.state(service, on) for service, _seen in activity.services
    }
    until = standing.served_until(Service.MAGAZINE, on)
    return Client.objects.select_related("territory__parent", "organisation").annotate(
        **states, office_state=_office_state(), magazine_until=until
    )


@dataclass(slots=True)
class Beside:
    """What stands beside a client on the list: many of a kind, so not in her row."""

    #: By channel: the address or number, and whether it is known not to work.
    contacts: dict[str, list[tuple[str, bool]]] = field(default_factory=lambda: defaultdict(list))
    tags: list[str] = field(default_factory=list)
    #: Names of the channels on which she may be told news.
    channels: list[str] = field(default_factory=list)


def bring_beside(clients: Iterable[Client]) -> None:
    """Set ``beside`` of the clients of a page. One query."""
    found = {client.pk: Beside() for client in clients}
    names = dict(Channel.choices)
    dead = Case(When(dead_at=None, then=Value("")), default=Value("dead"))
    contacts = Contact.objects.filter(client__in=found).order_by()
    tags = TaggedClient.objects.filter(content_object__in=found).order_by()
    agreed = Consent.objects.in_force().filter(client__in=found).exclude(channel="").order_by()
    rows = _row(contacts, "client_id", F("channel"), F("value"), dead).union(
        _row(tags, "content_object_id", Value("tag"), F("tag__name")),
        _row(agreed, "client_id", Value("agreed"), F("channel")),
    )
    for pk, what, text, more in sorted(rows):
        if what == "tag":
            found[pk].tags.append(text)
        elif what == "agreed":
            found[pk].channels.append(str(names.get(text, text)))
        else:
            found[pk].contacts[what].append((text, bool(more)))
    for client in clients:
        client.beside = found[client.pk]  # type: ignore[attr-defined]


def _row(rows: Any, client: str, what: Any, text: Any, more: Any = None) -> Any:
    told = (what, text, more or Value(""))
    return rows.values_list(F(client), *(Cast(one, TextField()) for one in told))


def _office_state() -> Case:
    mine = Office.objects.filter(client=OuterRef("pk")).order_by()
    return Case(
        When(Exists(mine.waiting()), then=Value("waiting")),
        When(Exists(mine.verified().serving_on(clock.today())), then=Value("verified")),
        default=Value(""),
    )


def in_service(queryset: ClientQuerySet, service: str, state: str, on: date) -> ClientQuerySet:
    """Keep the clients in a state of a service: active, lapsed, known (either) or none."""
    return queryset.filter(standing.in_state(service, state, on))


def inside(
    queryset: ClientQuerySet, territory_id: int, *, register: lineage.Below | None = None
) -> ClientQuerySet:
    """Keep the clients of a territory, of everything below it and of what became part of it."""
    return queryset.filter(territory__in=(register or lineage.below()).inside(territory_id))


def of_places(
    queryset: ClientQuerySet, name: str, *, register: lineage.Below | None = None
) -> ClientQuerySet:
    """Keep the clients of the units called ``name`` in any spelling, of now or of before."""
    units = territories.find(name, registrable=False)
    inside = (register or lineage.below()).inside(*(unit.pk for unit in units))
    return queryset.filter(territory__in=inside)


#: What may be wrong or right with the contacts of a client.
ADDRESSES = [
    ("dead", _("One does not work")),
    ("unreachable", _("None works")),
    ("proven", _("One is proven")),
    ("none", _("There is none")),
]


def has_addresses(state: str) -> Q:
    """A condition on clients: their addresses and numbers are in a state of ``ADDRESSES``."""
    mine = Contact.objects.filter(client=OuterRef("pk")).order_by()
    dead, alive = Exists(mine.exclude(dead_at=None)), Exists(mine.filter(dead_at=None))
    wanted = {
        "dead": Q(dead),
        "unreachable": Q(dead) & ~Q(alive),
        "proven": Q(Exists(mine.exclude(proven_at=None))),
    }
    return wanted.get(state, ~Q(dead) & ~Q(alive))


def erased() -> Q:
    """A condition on clients: the person is erased; money holds on to the nameless card."""
    return Q(given_name__startswith=f"{GONE} ")


def may_be_told_by(channel: str) -> Q:
    """A condition on clients: they agreed to the channel, and there is where to send it."""
    agreed = Consent.objects.in_force().filter(client=OuterRef("pk"), channel=channel)
    return Q(Exists(agreed.order_by())) & has_way(channel)


def has_way(channel: str) -> Q:
    """A condition on clients: an address or number for the channel that is not known as dead."""
    if channel == Channel.POST:
        return ~Q(postal_address="")
    kind = Contact.Kind.EMAIL if channel == Channel.EMAIL else Contact.Kind.PHONE
    mine = Contact.objects.filter(client=OuterRef("pk"), channel=kind, dead_at=None)
    return Q(Exists(mine.order_by()))


def with_office(queryset: ClientQuerySet, state: str) -> ClientQuerySet:
    """Keep the clients whose office is ``waiting`` or ``verified``, or who have ``none``."""
    wanted = "" if state == "none" else state
    return queryset.annotate(office=_office_state()).filter(office=wanted)
