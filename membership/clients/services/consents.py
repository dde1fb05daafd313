"""What clients agree to."""

from datetime import datetime

from django.db import transaction

from membership.clients import signals
from membership.clients.models import Consent


@transaction.atomic
def record_consent(
    *,
    client_id: int,
    purpose: str,
    service: str,
    channel: str,
    version: str,
    language: str,
    text: str,
    given_at: datetime,
    how: str = Consent.How.FORM,
) -> Consent:
    """Keep what a client agreed to, in the words she saw. Repeated, it is the same consent."""
    consent, created = Consent.objects.get_or_create(
        client_id=client_id,
        purpose=purpose,
        service=service,
        channel=channel,
        version=version,
        withdrawn_at=None,
        defaults={"language": language, "text": text, "given_at": given_at, "how": how},
    )
    if created:
        signals.consents_changed.send(
            Consent, client_id=client_id, service=service, channel=channel
        )
    return consent


@transaction.atomic
def withdraw_consent(
    *, client_id: int, purpose: str, service: str, channel: str, at: datetime
) -> int:
    """Take back every version of a consent; returns how many were in force."""
    withdrawn = (
        Consent.objects.in_force()
        .filter(client_id=client_id, purpose=purpose, service=service, channel=channel)
        .update(withdrawn_at=at)
    )
    if withdrawn:
        signals.consents_changed.send(
            Consent, client_id=client_id, service=service, channel=channel
        )
    return withdrawn
