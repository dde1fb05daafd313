"""From a proven contact to a card in the base, and from answers to what stands on it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from membership.accounts import selectors as accounts
from membership.accounts.models import Registration, User
from membership.clients import contacts, signals
from membership.clients.duplicates import search
from membership.clients.models import Client, DuplicateSuspicion, Office
from membership.clients.services.answers import copy_person
from membership.clients.services.cards import add_contact, suspect_all
from membership.clients.services.consents import record_consent, withdraw_consent
from membership.clients.services.mandates import verify_by_domain
from membership.clients.services.offices import claim_office
from membership.clients.services.timeline import add_to_timeline
from membership.organisations import selectors as organisations


@transaction.atomic
def open_card(*, user_id: int, at: datetime) -> int:
    """Give an account its card: the one that waits for it, or a new one. Harmless when repeated.

    A card entered earlier is taken when exactly one person without an account has a contact that
    the account has proven. Offices share mailboxes, so every other card with that contact goes to
    the queue of possible duplicates instead.

    Returns:
        The id of the client.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    proven = [
        (channel, contacts.normal(channel, value))
        for channel, value in accounts.proven_contacts(user_id)
    ]
    sharing = list(Client.objects.select_for_update().reached_at(proven))
    client = Client.objects.filter(user=user).first()
    opened = client is None
    if client is None:
        client = _waiting_card(sharing) or Client(source=Client.Source.REGISTRATION)
        _give(client, user)
    for channel, value in proven:
        add_contact(client_id=client.pk, channel=channel, value=value, proven_at=at)
    suspect_all(
        client_id=client.pk, others=sharing, reason=DuplicateSuspicion.Reason.CONTACT, at=at
    )
    if opened:
        announce(client, at)
    take_answers(user_id=user_id, at=at, first_time=opened, names_office=opened)
    return client.pk


def _waiting_card(sharing: list[Client]) -> Client | None:
    waiting = [card for card in sharing if card.kind == "person" and card.user_id is None]
    return waiting[0] if len(waiting) == 1 else None


def _give(client: Client, user: User) -> None:
    """Attach the account. What staff wrote on a card that waited for it stays."""
    client.user = user
    client.family_name = client.family_name or user.last_name
    client.given_name = client.given_name or user.first_name
    if not client.full_name():
        client.given_name = str(user)
    if client.pk is None:
        client.language = user.language
    client.save()


def announce(client: Client, at: datetime) -> None:
    """Tell that an account has this card."""
    add_to_timeline(
        client_id=client.pk,
        kind="client.registered",
        subject=f"user:{client.user_id}",
        happened_at=at,
        title=_("Registered on the Portal"),
    )
    signals.client_opened.send(Client, client_id=client.pk, user_id=client.user_id)


@transaction.atomic
def take_answers(
    *, user_id: int, at: datetime, first_time: bool = False, names_office: bool = False
) -> None:
    """Bring onto the card what the account's owner says about herself. Harmless when repeated.

    Does nothing while there is no card: opening one reads the same answers.

    Args:
        at: when she answered. Consents answered before were taken then, and may have been given or
            taken back in another way since.
        first_time: read all answers, however old.
        names_office: she said where and as what she serves. Otherwise nothing is claimed: an
            office that she handed over must not come back because she saved her profile.
    """
    client = Client.objects.select_for_update().filter(user_id=user_id).first()
    registration = accounts.registration_of(user_id)
    if client is None or registration is None:
        return
    copy_person(client, registration, at)
    if names_office:
        _claim(client, registration, at)
    verify_by_domain(client_id=client.pk, at=at)
    _copy_consents(client, registration, since=None if first_time else at)
    _look_for_namesakes(client, at)
    search.compare(client_ids=[client.pk], at=at)


def _claim(client: Client, registration: Registration, at: datetime) -> None:
    """Claim the office she names; a claim she has changed her mind about goes unless decided.

    Where she works follows her claims only; what staff wrote or confirmed is not hers to replace.
    """
    body = None
    if registration.role and registration.territory_id:
        body = organisations.body_for(
            territory_id=registration.territory_id, role=registration.role
        )
    outdated = Office.objects.waiting().filter(client=client)
    claimed = set(outdated.values_list("organisation_id", flat=True))
    if body is None:
        outdated.delete()
        return
    outdated.exclude(organisation=body, role=registration.role).delete()
    claim_office(
        client_id=client.pk,
        organisation_id=body.pk,
        role=registration.role,
        at=at,
        starts_on=registration.mandate_starts_on,
        ends_on=registration.mandate_ends_on,
    )
    if client.organisation_id is None or client.organisation_id in claimed:
        Client.objects.filter(pk=client.pk).update(organisation=body)


def _copy_consents(client: Client, registration: Registration, since: datetime | None) -> None:
    for answer in registration.consent_answers.all():
        if since and answer.answered_at < since:
            continue
        text = answer.text
        about = {"purpose": text.purpose, "service": text.service, "channel": text.channel}
        if answer.agreed:
            record_consent(
                client_id=client.pk,
                **about,
                version=text.version,
                language=answer.language,
                text=text.text_in(answer.language),
                given_at=answer.answered_at,
            )
        else:
            withdraw_consent(client_id=client.pk, **about, at=answer.answered_at)


def _look_for_namesakes(client: Client, at: datetime) -> None:
    """The same name in the same place, on cards the nightly search has not seen yet too."""
    if client.territory_id is None or " " not in client.search_key:
        return
    namesakes = Client.objects.persons().filter(
        territory=client.territory_id, search_key=client.search_key
    )
    suspect_all(client_id=client.pk, others=namesakes, reason=DuplicateSuspicion.Reason.NAME, at=at)
