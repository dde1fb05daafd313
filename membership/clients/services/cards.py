"""Cards made and changed by staff, their contacts and look-alikes."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from membership.clients import contacts
from membership.clients.models import AccessTrace, Client, Contact, DuplicateSuspicion, Note
from membership.clients.services.timeline import add_to_timeline


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
    )
    for channel, value in given:
        client.contacts.create(channel=channel, value=value)
    for other in sharing:
        suspect(client_id=client.pk, other_id=other.pk, reason="contact", at=at)
    add_to_timeline(
        client_id=client.pk,
        kind="client.entered",
        subject=f"client:{client.pk}",
        happened_at=at,
        title=_("Entered into the client base"),
    )
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


@transaction.atomic
def write_note(*, client_id: int, text: str, by_user_id: int, at: datetime) -> Note:
    """Keep what the next member of staff should know."""
    note = Note.objects.create(client_id=client_id, text=text, author_id=by_user_id, written_at=at)
    leave_trace(client_id=client_id, by_user_id=by_user_id, deed=AccessTrace.Deed.NOTE, at=at)
    return note


def leave_trace(*, client_id: int, by_user_id: int, deed: str, at: datetime) -> None:
    """Keep that a member of staff saw or changed somebody's personal data."""
    AccessTrace.objects.create(client_id=client_id, staff_id=by_user_id, deed=deed, at=at)
