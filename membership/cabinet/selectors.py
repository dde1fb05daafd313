"""What the pages of the member's room show."""

from dataclasses import dataclass
from datetime import date

from membership.accounts import selectors as accounts
from membership.accounts.models import ConsentText, User
from membership.clients import selectors as clients
from membership.clients.models import Client, Consent
from membership.clients.personal_data import of_client
from portal.core.privacy import Person


@dataclass(frozen=True, slots=True)
class ConsentChoice:
    """One text that may be agreed to, and whether it is."""

    text: ConsentText
    agreed: bool


def client_id_of(user_id: int) -> int | None:
    """The card of the account, once a contact is proven."""
    return clients.client_id_of(user_id)


def contacts(user: User) -> dict[str, bool]:
    """Which of the contacts are proven."""
    proven = {channel for channel, _value in accounts.proven_contacts(user.pk)}
    return {"email": "email" in proven, "phone": "phone" in proven}


def consent_choices(user: User, *, on: date) -> list[tuple[str, list[ConsentChoice]]]:
    """Name of each service with its texts in force."""
    client_id = clients.client_id_of(user.pk)
    given = clients.consents_in_force(client_id) if client_id else set()
    grouped: dict[str, list[ConsentChoice]] = {}
    for text in accounts.consent_texts_for(user, on=on):
        agreed = (text.purpose, text.service, text.channel) in given
        grouped.setdefault(text.get_service_display(), []).append(ConsentChoice(text, agreed))
    return list(grouped.items())


def consent_history(user_id: int) -> list[Consent]:
    """Everything she ever agreed to, also what she took back, the latest first. One query."""
    return list(Consent.objects.filter(client__user=user_id).order_by("-given_at", "-pk")[:200])


def person_of(user_id: int) -> Person:
    """How the rooms know a member: by her account, her card and all her contacts together."""
    user = User.objects.get(pk=user_id)
    name = f"{user.last_name} {user.first_name}".strip()
    client = Client.objects.filter(user=user_id).prefetch_related("contacts").first()
    known = of_client(client, names=(name,)) if client else Person(user_id, None, (name,))
    proven = accounts.proven_contacts(user_id)
    emails = [user.email, *(value for channel, value in proven if channel == "email")]
    phones = [user.phone, *(value for channel, value in proven if channel == "phone")]
    return known.known_also_at(
        (str(one) for one in emails if one), (str(one) for one in phones if one)
    )
