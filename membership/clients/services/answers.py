"""What a person says about herself against what staff wrote on her card."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from membership.accounts.models import Registration
from membership.clients.models import Client, SelfDescription
from membership.clients.services.timeline import add_to_timeline


def copy_person(client: Client, registration: Registration, at: datetime) -> None:
    """Bring her answers onto the card where it is empty or says what she said before.

    Anything else there was written by staff and stays; her words wait beside it for a decision.
    """
    said = SelfDescription.objects.filter(client=client).first() or SelfDescription(client=client)
    for name, answer in _answers(registration).items():
        if not answer:
            continue
        if _is_hers(client, said, name):
            setattr(client, name, answer)
        if getattr(said, name) != answer:
            setattr(said, name, answer)
            said.settled_at = None
    if registration.step not in (Registration.Step.PERSON, Registration.Step.ROLE):
        client.language = registration.language
    client.save()
    said.client = client
    said.save()
    if said.differing():
        _tell(client.pk, at)


def _answers(registration: Registration) -> dict[str, str | int | None]:
    return {
        "family_name": registration.user.last_name,
        "given_name": registration.user.first_name,
        "category": registration.category,
        "territory_id": registration.territory_id,
    }


def _is_hers(client: Client, said: SelfDescription, name: str) -> bool:
    """Nobody but her has written this: empty, her last words, or her contact for want of a name."""
    stand_in = (client.user.email, client.user.phone) if client.user else ()
    return getattr(client, name) in ("", None, getattr(said, name), *stand_in)


def _tell(client_id: int, at: datetime) -> None:
    add_to_timeline(
        client_id=client_id,
        kind="client.said_otherwise",
        subject=f"client:{client_id}:{at:%Y-%m-%d}",
        happened_at=at,
        title=_("Said something about herself that differs from the card"),
    )


@transaction.atomic
def settle_answers(*, client_id: int, at: datetime) -> None:
    """Staff have saved the card: where it still differs from her words, it is meant to."""
    SelfDescription.objects.filter(client=client_id, settled_at=None).update(settled_at=at)
