"""Kinds of trouble with cards. Rooms above add what only they can see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from membership.clients.models import Client, Contact, Office
from membership.clients.quality import gone
from portal.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of trouble: whom it concerns, what it blocks, and the deed that mends it."""

    #: Lower comes first: what blocks more.
    order: int
    label: Any
    #: What cannot be done because of it.
    blocks: Any
    #: Clients concerned on a day.
    clients: Callable[[date], "QuerySet[Client]"]
    #: What mends it, on the card (``#contacts-section``) or on its form (``edit``).
    deed: Any
    place: str = "edit"
    #: The deed is one for all clients of a unit: the queue has a line for each unit.
    by_unit: bool = False


#: By a word for addresses: "no-post".
troubles: Registry[Trouble] = Registry("trouble")


def _own_contacts() -> "QuerySet[Contact]":
    return Contact.objects.filter(client=OuterRef("pk")).order_by()


def _with_dead_contacts_only(_day: date) -> "QuerySet[Client]":
    alive = Exists(_own_contacts().filter(dead_at=None))
    return Client.objects.filter(Exists(_own_contacts().exclude(dead_at=None)), ~alive)


def _without_contacts(_day: date) -> "QuerySet[Client]":
    return Client.objects.filter(~Exists(_own_contacts()))


def _without_proof(_day: date) -> "QuerySet[Client]":
    proven = Exists(_own_contacts().filter(proven_at__isnull=False))
    return Client.objects.filter(Exists(_own_contacts().filter(dead_at=None)), ~proven)


def _past_mandates(day: date) -> "QuerySet[Client]":
    """The last verified office has ended and no other one has been claimed."""
    mine = Office.objects.filter(client=OuterRef("pk")).order_by()
    ended = mine.verified().filter(ends_on__lt=day)
    current = mine.filter(declined_at=None).held_on(day)
    return Client.objects.filter(Exists(ended), ~Exists(current))


troubles.add(
    "dead",
    Trouble(
        order=20,
        label=_("Every address and number is dead"),
        blocks=_("Nothing reaches the client"),
        clients=_with_dead_contacts_only,
        deed=_("Find a contact that works"),
        place="#contacts-section",
    ),
)
troubles.add(
    "no-contact",
    Trouble(
        order=30,
        label=_("No e-mail and no phone"),
        blocks=_("Nothing reaches the client"),
        clients=_without_contacts,
        deed=_("Add a contact"),
        place="#contacts-section",
    ),
)
troubles.add(
    "mandate",
    Trouble(
        order=40,
        label=_("The mandate has ended"),
        blocks=_("The municipality has nobody who may act for it"),
        clients=_past_mandates,
        deed=_("Ask who serves now"),
        place="#offices-section",
    ),
)
troubles.add(
    "dissolved",
    Trouble(
        order=50,
        label=_("The municipality or its body is no more"),
        blocks=_("The client is counted under a unit of the past"),
        clients=gone.clients,
        deed=_("Choose the successor"),
        by_unit=True,
    ),
)
troubles.add(
    "unproven",
    Trouble(
        order=60,
        label=_("No contact is proven"),
        blocks=_("Only an invitation may be sent"),
        clients=_without_proof,
        deed=_("Invite or call"),
        place="#contacts-section",
    ),
)


def in_order() -> list[tuple[str, Trouble]]:
    """All of them, what blocks most first."""
    return sorted(troubles, key=lambda entry: entry[1].order)
