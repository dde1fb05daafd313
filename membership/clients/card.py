"""Everything staff see on one client's card."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from membership.clients import activity, next_steps, timeline_kinds
from membership.clients.board import selectors as board
from membership.clients.models import (
    Client,
    ClientFile,
    ClientTag,
    Consent,
    Contact,
    DuplicateSuspicion,
    Invitation,
    Note,
    Office,
    SelfDescription,
    Task,
    TimelineEntry,
)
from membership.clients.next_steps import NextStep
from portal.core.audience import Category, Service

#: Entries of the timeline on one page of a card.
TIMELINE_LENGTH = 60
_SERVICES = [(str(code), label) for code, label in Service.choices]


@dataclass(frozen=True, slots=True)
class ServiceState:
    """What a client has of one service: ``active``, ``lapsed`` or ``none``."""

    service: str
    label: Any
    state: str
    #: Its basis, since when, until when.
    words: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Inviting:
    """Whether an invitation may go to a client: now, later, or never again."""

    sent_times: int
    last_sent_at: datetime | None
    #: From which day on; None when she answered or was invited twice.
    next_on: date | None
    is_due: bool


@dataclass(slots=True)
class Card:
    """One client with all that belongs to her, loaded with a fixed number of queries."""

    client: Client
    contacts: list[Contact]
    offices: list[Office]
    consents: list[Consent]
    notes: list[Note]
    tags: list[Any]
    #: The other card of each suspected pair, with the suspicion.
    duplicates: list[tuple[DuplicateSuspicion, Client]]
    services: list[ServiceState]
    timeline: list[TimelineEntry]
    #: The kinds of entries there are, with their names; the one chosen; and the page.
    kinds: list[tuple[str, Any]]
    kind: str = ""
    page: int = 1
    has_more: bool = False
    tasks: list[Task] = field(default_factory=list)
    files: list[ClientFile] = field(default_factory=list)
    next_steps: list[NextStep] = field(default_factory=list)
    #: None for whoever has an account, cannot be reached or is no person.
    inviting: Inviting | None = None

    @property
    def timeline_rows(self) -> list[tuple[TimelineEntry, bool]]:
        """Entries, and whether the hour is told: where several happened on one day."""
        days = Counter(localdate(entry.happened_at) for entry in self.timeline)
        return [(entry, days[localdate(entry.happened_at)] > 1) for entry in self.timeline]


def clients(on: date) -> "QuerySet[Client]":
    """Clients with what ``load`` needs of the card itself: her place, her words, her states."""
    states = {f"{name}_state": activity.state_of(seen, on) for name, seen in activity.services}
    related = ("territory__parent__parent", "organisation", "user", "self_description__territory",
               "invitation")  # fmt: skip
    return Client.objects.select_related(*related).annotate(**states)


def load(client: Client, *, on: date, kind: str = "", page: int = 1, staff: Any = None) -> Card:
    """Gather a card. ``client`` comes from ``clients``.

    Args:
        staff: who looks; other rooms tell next steps to those who may see what they are about.
        kind: only entries of this kind stand on the timeline; empty for all.
        page: which ``TIMELINE_LENGTH`` entries, from one.
    """
    entries = client.timeline.filter(kind=kind) if kind else client.timeline.all()
    start = (page - 1) * TIMELINE_LENGTH
    shown = list(entries[start : start + TIMELINE_LENGTH + 1])
    tags, kinds = _tags_and_kinds(client)
    names = dict(timeline_kinds.known)
    card = Card(
        client=client,
        contacts=_contacts(client),
        offices=_offices(client, on),
        consents=list(client.consents.all()),
        notes=list(client.notes.select_related("author")),
        tags=tags,
        duplicates=_duplicates(client),
        services=_services(client, on),
        tasks=board.of_client(client.pk),
        files=list(client.files.select_related("added_by")),
        timeline=shown[:TIMELINE_LENGTH],
        kinds=[(one, names.get(one, one)) for one in kinds],
        kind=kind,
        page=page,
        has_more=len(shown) > TIMELINE_LENGTH,
    )
    card.inviting = _inviting(card, on)
    if not client.is_nameless:
        card.next_steps = [*_own_steps(card), *_steps_of_others(client, staff)]
    return card


def _inviting(card: Card, on: date) -> Inviting | None:
    client = card.client
    reached = any(contact.dead_at is None for contact in card.contacts)
    if client.user_id or client.kind != Client.Kind.PERSON or client.is_nameless or not reached:
        return None
    known: Invitation | None = getattr(client, "invitation", None)
    if known is None:
        return Inviting(sent_times=0, last_sent_at=None, next_on=on, is_due=True)
    next_on = known.next_on(on)
    return Inviting(known.sent_times, known.last_sent_at, next_on, next_on == on)


def _contacts(client: Client) -> list[Contact]:
    """Her contacts; each with the number and name of another card that has it, if one has."""
    same = Contact.objects.filter(channel=OuterRef("channel"), value=OuterRef("value"))
    others = same.exclude(client=client).order_by("client_id")
    return list(
        client.contacts.annotate(
            also_on=Subquery(others.values("client_id")[:1]),
            also_on_name=Subquery(others.values("client__name")[:1]),
        )
    )


def _offices(client: Client, on: date) -> list[Office]:
    """Her offices: ``is_over`` or not, with those who could take it over as ``heirs``."""
    related = (
        "organisation__territory",
        "organisation__successor",
        "decided_by",
        "handed_to__client",
    )
    offices = list(client.offices.select_related(*related))
    bodies = {one.organisation_id for one in offices if one.verified_at and not one.handed_over_at}
    others = (
        Office.objects.verified().serving_on(on).exclude(client=client)
        if bodies
        else Office.objects.none()
    )
    heirs = list(others.filter(organisation__in=bodies).select_related("client")[:200])
    for office in offices:
        # Both are told to the template alone: the model knows no day.
        office.is_over = office.is_over_on(on)  # type: ignore[attr-defined]
        is_open = office.verified_at and not office.handed_over_at
        office.heirs = [  # type: ignore[attr-defined]
            heir for heir in heirs if is_open and heir.organisation_id == office.organisation_id
        ]
    return offices


def _duplicates(client: Client) -> list[tuple[DuplicateSuspicion, Client]]:
    pairs = DuplicateSuspicion.objects.filter(
        Q(first=client) | Q(second=client), dismissed_at=None
    ).select_related("first", "second")
    return [(pair, pair.second if pair.first_id == client.pk else pair.first) for pair in pairs]


def _tags_and_kinds(client: Client) -> tuple[list[ClientTag], list[str]]:
    """Her tags, and the kinds of entries she has. One query."""
    tags = ClientTag.objects.filter(items__content_object=client).order_by()
    kinds = client.timeline.order_by()
    rows = tags.values_list("pk", "name", Value("tag")).union(
        kinds.values_list(Value(0), "kind", Value("kind"))
    )
    found = sorted(rows, key=lambda row: str(row[1]))
    return (
        [ClientTag(pk=pk, name=name) for pk, name, what in found if what == "tag"],
        [name for _pk, name, what in found if what == "kind"],
    )


def _services(client: Client, on: date) -> list[ServiceState]:
    words = dict(activity.words)
    return [
        ServiceState(
            code,
            label,
            str(getattr(client, f"{code}_state", activity.NONE)),
            words[code](client, on) if code in words else [],
        )
        for code, label in _SERVICES
    ]


def _own_steps(card: Card) -> list[NextStep]:
    """Steps that follow from the card itself, most urgent first."""
    said = [*_about_the_card(card), *_about_the_services(card)]
    steps = [NextStep(text, url) for holds, text, url in said if holds]
    at = sum(step.url == "#offices-section" for step in steps[:1])
    return steps[:at] + _said_otherwise(card.client) + steps[at:]


def _about_the_card(card: Card) -> list[tuple[bool, Any, str]]:
    return [
        (
            any(office.state == "waiting" for office in card.offices),
            _("Check the office and confirm or decline it."),
            "#offices-section",
        ),
        (
            any(contact.dead_at for contact in card.contacts),
            _("An address or number does not work: find another one."),
            "#contacts-section",
        ),
        (
            _mandate_is_over(card),
            _("The mandate has ended: ask who serves now."),
            "#offices-section",
        ),
        (
            bool(card.duplicates),
            _("Decide whether the similar cards are the same."),
            "#duplicates-section",
        ),
        (not card.contacts, _("Find an e-mail address or a phone number."), "#contacts-section"),
        (
            _is_unproven(card) and card.inviting is not None and card.inviting.is_due,
            _("No contact is proven: invite the client to register."),
            "#contacts-section",
        ),
        (
            not card.client.category,
            _("Ask for the category: registration was not finished."),
            "",
        ),
    ]


def _about_the_services(card: Card) -> list[tuple[bool, Any, str]]:
    states = {one.service: one.state for one in card.services}
    is_lsg = card.client.category == Category.LSG
    return [
        (
            states.get(Service.PORTAL) == "lapsed",
            _("Has not signed in for three months: call and ask why."),
            "",
        ),
        (
            is_lsg and states.get(Service.MAGAZINE, "none") == "none",
            _("Serves in local self-government: offer the magazine."),
            "",
        ),
    ]


def _is_unproven(card: Card) -> bool:
    """There are contacts, and she neither has an account nor has proven one of them."""
    proven = any(contact.proven_at for contact in card.contacts)
    return bool(card.contacts) and card.client.user_id is None and not proven


def _mandate_is_over(card: Card) -> bool:
    """Every confirmed office of hers has ended and was not handed over."""
    confirmed = [one for one in card.offices if one.verified_at and not one.handed_over_at]
    today = localdate()
    return bool(confirmed) and all(one.ends_on and one.ends_on < today for one in confirmed)


def _said_otherwise(client: Client) -> list[NextStep]:
    """What she says about herself and the card does not; staff decide by saving the card."""
    said: SelfDescription | None = getattr(client, "self_description", None)
    differing = said.differing() if said else []
    if not differing:
        return []
    words = "; ".join(f"{name} — {answer}" for name, answer in differing)
    text = _("Says otherwise about herself: %(words)s. Correct the card or save it as it is.")
    return [NextStep(text % {"words": words}, reverse("clients:edit", args=[client.pk]))]


def _steps_of_others(client: Client, staff: Any) -> list[NextStep]:
    if staff is None:
        return []
    return [step for _name, source in next_steps.sources for step in source(client, staff)]
