"""What clients agree to."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

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
    """Keep what a client agreed to, in the words she saw. Repeated, it is the same consent.

    A yes that is older than her last no to the same text changes nothing.
    """
    same = Consent.objects.filter(
        client_id=client_id, purpose=purpose, service=service, channel=channel, version=version
    )
    later_no = Q(withdrawn_at=None) | Q(withdrawn_at__gte=given_at)
    if known := same.filter(later_no).first():
        return known
    consent = Consent.objects.create(
        client_id=client_id,
        purpose=purpose,
        service=service,
        channel=channel,
        version=version,
        language=language,
        text=text,
        given_at=given_at,
        how=how,
    )
    _announce(consent)
    return consent


@transaction.atomic
def withdraw_consent(
    *, client_id: int, purpose: str, service: str, channel: str, at: datetime
) -> None:
    """Take back every version of a consent given up to ``at``."""
    agreed = Consent.objects.in_force().filter(
        client_id=client_id,
        purpose=purpose,
        service=service,
        channel=channel,
        given_at__lte=at,
    )
    consent = agreed.first()
    if consent and agreed.update(withdrawn_at=at):
        _announce(consent)


def _announce(consent: Consent) -> None:
    signals.consents_changed.send(
        Consent,
        client_id=consent.client_id,
        service=consent.service,
        channel=consent.channel,
    )
