"""What a member changes in her room beyond her answers."""

from datetime import datetime

from django.db import transaction

from membership.accounts import selectors as accounts
from membership.accounts.models import ConsentText
from membership.clients import selectors as clients
from membership.clients import services
from portal.core import mail
from search import wishes


@transaction.atomic
def change_consent(
    *, user_id: int, text_id: str, agreed: bool, language: str, at: datetime
) -> bool:
    """Give or take back the consent to one text.

    Args:
        text_id: as it came from the form.

    Returns:
        False when there is no such text.
    """
    text = ConsentText.objects.filter(pk=text_id).first() if text_id.isdecimal() else None
    if text is None:
        return False
    client_id = clients.client_id_of(user_id) or services.open_card(user_id=user_id, at=at)
    if agreed:
        services.record_consent(
            client_id=client_id,
            purpose=text.purpose,
            service=text.service,
            channel=text.channel,
            version=text.version,
            language=language if language in {"ky", "ru"} else "ru",
            text=text.text_in(language),
            given_at=at,
        )
    else:
        services.withdraw_consent(
            client_id=client_id,
            purpose=text.purpose,
            service=text.service,
            channel=text.channel,
            at=at,
        )
    return True


def tell_of_wanted_entry(*, wish_id: int) -> None:
    """Write to whoever waited for an entry that has appeared; in her room it shows by itself.

    A member without a proven e-mail is told in her room only.
    """
    found = wishes.found(wish_id)
    if found is None:
        return
    email = found.email
    if found.user_id:
        email = dict(accounts.proven_contacts(found.user_id)).get("email", "")
    if email:
        mail.post(
            notes_links=True,
            to=email,
            template="cabinet/letters/wanted_entry.txt",
            language=found.locale,
            key=f"cabinet.wanted_entry:{wish_id}",
            context={
                "text": found.text,
                "title": found.title,
                "url": found.url,
                "stop_url": found.stop_url,
            },
        )
