"""What a member changes in her room beyond her answers."""

from datetime import datetime

from django.db import transaction

from membership.accounts.models import ConsentText
from membership.clients import selectors as clients
from membership.clients import services


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
