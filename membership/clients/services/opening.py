"""From a proven contact to a card in the base."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from membership.accounts.models import User
from membership.clients import contacts, signals
from membership.clients.models import Client, DuplicateSuspicion
from membership.clients.services.cards import add_contact, suspect_all
from membership.clients.services.timeline import add_to_timeline
from portal.core.audience import Category

Proven = list[tuple[str, str]]


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
    proven = _proven(user)
    sharing = list(Client.objects.select_for_update().reached_at(proven))
    client = Client.objects.filter(user=user).first()
    opened = client is None
    if client is None:
        client = _waiting_card(sharing) or Client(source=Client.Source.REGISTRATION)
        _take_over(client, user)
    for channel, value in proven:
        add_contact(client_id=client.pk, channel=channel, value=value, proven_at=at)
    suspect_all(
        client_id=client.pk, others=sharing, reason=DuplicateSuspicion.Reason.CONTACT, at=at
    )
    if opened:
        add_to_timeline(
            client_id=client.pk,
            kind="client.registered",
            subject=f"user:{user_id}",
            happened_at=at,
            title=_("Registered on the Portal"),
        )
        signals.client_opened.send(Client, client_id=client.pk, user_id=user_id)
    return client.pk


def _proven(user: User) -> Proven:
    verified = EmailAddress.objects.filter(user=user, verified=True)
    proven = [
        (contacts.EMAIL, contacts.normal(contacts.EMAIL, address))
        for address in verified.values_list("email", flat=True)
    ]
    if user.phone and user.phone_verified:
        proven.append((contacts.PHONE, contacts.normal(contacts.PHONE, str(user.phone))))
    return proven


def _waiting_card(sharing: list[Client]) -> Client | None:
    waiting = [card for card in sharing if card.kind == "person" and card.user_id is None]
    return waiting[0] if len(waiting) == 1 else None


def _take_over(client: Client, user: User) -> None:
    client.user = user
    client.family_name = user.last_name or client.family_name
    client.given_name = user.first_name or client.given_name
    if not client.full_name():
        client.given_name = str(user)
    client.category = client.category or Category.CITIZEN
    client.language = user.language
    client.save()
