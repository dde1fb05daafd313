"""Cards made and changed by staff, their contacts and look-alikes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from membership.clients import contacts
from membership.clients.changes import Change
from membership.clients.duplicates import search
from membership.clients.errors import ContactProven
from membership.clients.models import AccessTrace, Client, Contact, DuplicateSuspicion, Note
from membership.clients.services.timeline import add_to_timeline
from membership.organisations.models import Organisation
from portal.core.audience import Category


@transaction.atomic
def add_contact(
    *, client_id: int, channel: str, value: str, proven_at: datetime | None = None
) -> Contact:
    """Put an address or number on a card; a proof once given is kept.

    Raises:
        ContactMalformed: nobody could be reached at ``value``.
    """
    contact, _created = Contact.objects.get_or_create(
        client_id=client_id, channel=channel, value=contacts.normal(channel, value)
    )
    if proven_at and contact.proven_at is None:
        contact.proven_at = proven_at
        contact.save(update_fields=["proven_at"])
    return contact


@transaction.atomic
def find_or_create_by_contact(
    *,
    name: tuple[str, str, str],
    category: str,
    language: str,
    source: str,
    at: datetime,
    email: str = "",
    phone: str = "",
    territory_id: int | None = None,
) -> int:
    """The card of somebody without an account, known by an e-mail address or a phone number.

    Only a single person without an account is taken for the same one; whoever else has the
    contact is shown to staff as a possible duplicate.

    Args:
        name: family name, given name, patronymic.

    Raises:
        ContactMalformed: nobody could be reached at ``email`` or ``phone``.
    """
    given = [
        (channel, contacts.normal(channel, value))
        for channel, value in ((contacts.EMAIL, email), (contacts.PHONE, phone))
        if value
    ]
    sharing = list(Client.objects.select_for_update().reached_at(given))
    alone = [client for client in sharing if client.kind == "person" and client.user_id is None]
    if len(alone) == 1:
        return alone[0].pk
    family, first, patronymic = name
    client = Client.objects.create(
        family_name=family,
        given_name=first,
        patronymic=patronymic,
        category=category,
        language=language,
        source=source,
        territory_id=territory_id,
    )
    for channel, value in given:
        client.contacts.create(channel=channel, value=value)
    suspect_all(
        client_id=client.pk, others=sharing, reason=DuplicateSuspicion.Reason.CONTACT, at=at
    )
    search.compare(client_ids=[client.pk], at=at)
    _entered(client.pk, at)
    return client.pk


@transaction.atomic
def enter_client(*, client: Client, email: str, phone: str, by_user_id: int, at: datetime) -> int:
    """Keep a card that a member of staff filled by hand, with how to reach the client.

    Args:
        client: not saved yet.
        email: in its normal spelling, or empty; ``phone`` likewise.
    """
    client.save()
    for channel, value in ((contacts.EMAIL, email), (contacts.PHONE, phone)):
        if value:
            _add_and_compare(client.pk, channel, value, at)
    search.compare(client_ids=[client.pk], at=at)
    _entered(client.pk, at)
    leave_trace(client_id=client.pk, by_user_id=by_user_id, deed=AccessTrace.Deed.CREATED, at=at)
    return client.pk


@transaction.atomic
def note_contact(
    *, client_id: int, channel: str, value: str, by_user_id: int, at: datetime
) -> None:
    """Put a contact on a card by hand: not proven; cards sharing it go to the queue.

    Raises:
        ContactMalformed: nobody could be reached at ``value``.
    """
    _add_and_compare(client_id, channel, value, at)
    _contact_changed(client_id, channel, by_user_id, at)


@transaction.atomic
def take_contact_off(*, contact_id: int, by_user_id: int, at: datetime) -> None:
    """An address or number was never hers; cards suspected for it alone are suspected no more.

    Raises:
        ContactProven: she has shown that it is hers.
    """
    contact = _unproven(contact_id)
    _forget_contact(contact, at)
    _contact_changed(contact.client_id, contact.channel, by_user_id, at)


@transaction.atomic
def correct_contact(*, contact_id: int, value: str, by_user_id: int, at: datetime) -> None:
    """An address or number was typed wrong; the right one takes its place.

    Raises:
        ContactMalformed: nobody could be reached at ``value``.
        ContactProven: she has shown that it is hers.
    """
    contact = _unproven(contact_id)
    _forget_contact(contact, at)
    _add_and_compare(contact.client_id, contact.channel, value, at)
    _contact_changed(contact.client_id, contact.channel, by_user_id, at)


def _unproven(contact_id: int) -> Contact:
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    if contact.proven_at:
        raise ContactProven(contact_id)
    return contact


def _forget_contact(contact: Contact, at: datetime) -> None:
    others = Client.objects.reached_at([(contact.channel, contact.value)]).order_by().values("pk")
    first, second = Q(first=contact.client_id), Q(second=contact.client_id)
    pairs = Q(first & Q(second__in=others)) | Q(second & Q(first__in=others))
    undecided = DuplicateSuspicion.objects.filter(pairs, dismissed_at=None)
    undecided.filter(reason=DuplicateSuspicion.Reason.CONTACT).delete()
    Contact.objects.filter(pk=contact.pk).delete()
    search.compare(client_ids=[contact.client_id], at=at)


def _contact_changed(client_id: int, channel: str, by_user_id: int, at: datetime) -> None:
    """Of contacts the log names the kind: the address may be that of somebody else."""
    leave_trace(
        client_id=client_id,
        by_user_id=by_user_id,
        deed=AccessTrace.Deed.CHANGED,
        at=at,
        details=[(channel, "", "")],
    )


@transaction.atomic
def mark_contact(*, contact_id: int, works: bool, by_user_id: int, at: datetime) -> None:
    """Keep that an address or number does not work, or that it does after all."""
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    contact.dead_at = None if works else contact.dead_at or at
    contact.refusal = ""
    contact.save(update_fields=["dead_at", "refusal"])
    _contact_changed(contact.client_id, contact.channel, by_user_id, at)


@transaction.atomic
def mark_dead(*, channel: str, value: str, at: datetime) -> int:
    """Letters to an address come back, or a number is not in use: on whatever cards it stands.

    Args:
        value: in its normal spelling.

    Returns:
        On how many cards it was thought to work.
    """
    alive = Contact.objects.filter(channel=channel, value=value, dead_at=None)
    return alive.update(dead_at=at)


def _add_and_compare(client_id: int, channel: str, value: str, at: datetime) -> None:
    contact = add_contact(client_id=client_id, channel=channel, value=value)
    sharing = Client.objects.reached_at([(channel, contact.value)])
    suspect_all(
        client_id=client_id, others=sharing, reason=DuplicateSuspicion.Reason.CONTACT, at=at
    )
    search.compare(client_ids=[client_id], at=at)


def _entered(client_id: int, at: datetime, *, by_client_id: int | None = None) -> None:
    opener = Client.objects.filter(pk=by_client_id).first() if by_client_id else None
    words: Promise = _("Entered into the client base")
    if opener:
        words = format_lazy(_("The card was opened by an order of {who}"), who=opener.name)
    add_to_timeline(
        client_id=client_id,
        kind="client.entered",
        subject=f"client:{client_id}",
        happened_at=at,
        title=words,
    )


@transaction.atomic
def card_of_organisation(
    *, organisation_id: int, at: datetime, opened_by_id: int | None = None
) -> int:
    """The card of a body of the register; it is opened when the body becomes a client.

    The register's row is locked, so that two people of one office make one card.

    Args:
        opened_by_id: the person of the base whose deed opens the card, told on its timeline.
    """
    body = Organisation.objects.select_for_update().get(pk=organisation_id)
    known = Client.objects.filter(kind=Client.Kind.ORGANISATION, organisation=body)
    if client := known.order_by("pk").first():
        return client.pk
    client = Client.objects.create(
        kind=Client.Kind.ORGANISATION,
        title=body.name_ky,
        category=Category.LSG,
        territory_id=body.territory_id,
        organisation=body,
        source=Client.Source.MEMBER if opened_by_id else Client.Source.ORDER,
    )
    _entered(client.pk, at, by_client_id=opened_by_id)
    return client.pk


def suspect(*, client_id: int, other_id: int, reason: str, at: datetime) -> None:
    """Ask staff whether two cards are one client. A pair once found different stays so."""
    first, second = sorted((client_id, other_id))
    DuplicateSuspicion.objects.get_or_create(
        first_id=first, second_id=second, defaults={"reason": reason, "raised_at": at}
    )


def suspect_all(*, client_id: int, others: Iterable[Client], reason: str, at: datetime) -> None:
    """Ask about each of ``others`` but the client itself."""
    for other in others:
        if other.pk != client_id:
            suspect(client_id=client_id, other_id=other.pk, reason=reason, at=at)


def dismiss_suspicion(*, suspicion_id: int, by_user_id: int, at: datetime) -> None:
    """Say that two cards are two clients."""
    DuplicateSuspicion.objects.filter(pk=suspicion_id, dismissed_at=None).update(
        dismissed_at=at, dismissed_by_id=by_user_id
    )


def suspect_again(*, suspicion_id: int) -> None:
    """Take back that two cards are two clients: somebody looks at them again."""
    pair = DuplicateSuspicion.objects.filter(pk=suspicion_id)
    pair.update(dismissed_at=None, dismissed_by=None)


@transaction.atomic
def write_note(*, client_id: int, text: str, by_user_id: int, at: datetime) -> Note:
    """Keep what the next member of staff should know."""
    note = Note.objects.create(client_id=client_id, text=text, author_id=by_user_id, written_at=at)
    leave_trace(client_id=client_id, by_user_id=by_user_id, deed=AccessTrace.Deed.NOTE, at=at)
    return note


def leave_trace(
    *, client_id: int, by_user_id: int, deed: str, at: datetime, details: Iterable[Change] = ()
) -> None:
    """Keep that a member of staff saw or changed somebody's personal data.

    Args:
        details: of a change, the field, what it was and what it is.
    """
    AccessTrace.objects.create(
        client_id=client_id, staff_id=by_user_id, deed=deed, at=at, details=list(details)
    )


def leave_traces(
    *,
    client_ids: Iterable[int],
    by_user_id: int,
    deed: str,
    at: datetime,
    details_of: Mapping[int, list[Change]] = MappingProxyType({}),
) -> None:
    """Keep that a member of staff saw or changed the data of several people at once."""
    AccessTrace.objects.bulk_create(
        (
            AccessTrace(
                client_id=pk, staff_id=by_user_id, deed=deed, at=at, details=details_of.get(pk, [])
            )
            for pk in client_ids
        ),
        batch_size=500,
    )
