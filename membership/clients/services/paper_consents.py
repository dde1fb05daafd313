"""Consents given to staff: on paper with a picture of it, or by phone."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from membership.accounts.models import ConsentText
from membership.clients.errors import ConsentBeforeItsText, ConsentGivenBefore, ScanMissing
from membership.clients.models import AccessTrace, Client, Consent
from membership.clients.services.cards import leave_trace
from membership.clients.services.consents import record_consent, withdraw_consent
from membership.clients.services.timeline import add_to_timeline
from portal.core.uploads import PAPERS, PICTURES, UploadCheck, content_type

SCAN_MEGABYTES = 10
check_scan = UploadCheck(PICTURES | PAPERS, SCAN_MEGABYTES)
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


@transaction.atomic
def enter_consent(
    *,
    client_id: int,
    text_id: int,
    how: str,
    given_at: datetime,
    by_user_id: int,
    at: datetime,
    scan: Any = None,
) -> Consent:
    """Keep a consent that staff were told of or hold in their hands.

    Args:
        how: ``Consent.How.PAPER`` or ``Consent.How.PHONE``.
        scan: an uploaded photo or PDF of the paper.

    Raises:
        ConsentGivenBefore: she agrees to the text already; a second paper would prove another day.
        ConsentBeforeItsText: the day is before the first one of the text.
        ScanMissing: it is on paper and there is no picture of the paper.
        ValidationError: the file is neither a photo nor a PDF, or it is too large.
    """
    if how == Consent.How.PAPER and not scan:
        raise ScanMissing(client_id)
    if scan:
        check_scan(scan)
    client = Client.objects.get(pk=client_id)
    text = ConsentText.objects.get(pk=text_id)
    if localdate(given_at) < text.in_force_from:
        raise ConsentBeforeItsText(text.in_force_from)
    about = {"purpose": text.purpose, "service": text.service, "channel": text.channel}
    agreed = client.consents.in_force().filter(**about, version=text.version).first()
    if agreed:
        raise ConsentGivenBefore(agreed.given_at)
    language = "ky" if client.language == "ky" else "ru"
    consent = record_consent(
        client_id=client_id,
        **about,
        version=text.version,
        language=language,
        text=text.text_in(language),
        given_at=given_at,
        how=how,
    )
    consent.recorded_by_id = by_user_id
    if scan:
        kind = content_type(scan)
        ending = _ENDINGS.get(kind, kind.rpartition("/")[2])
        consent.scan.save(f"{consent.pk}.{ending}", scan, save=False)
    consent.save(update_fields=["recorded_by", "scan"])
    leave_trace(client_id=client_id, by_user_id=by_user_id, deed=AccessTrace.Deed.CHANGED, at=at)
    return consent


@transaction.atomic
def withdraw_for(*, consent_id: int, by_user_id: int, at: datetime) -> None:
    """Take a consent back because the client asked staff to."""
    consent = Consent.objects.get(pk=consent_id)
    withdraw_consent(
        client_id=consent.client_id,
        purpose=consent.purpose,
        service=consent.service,
        channel=consent.channel,
        at=at,
    )
    leave_trace(
        client_id=consent.client_id, by_user_id=by_user_id, deed=AccessTrace.Deed.CHANGED, at=at
    )


@transaction.atomic
def withdraw_by_link(
    *, client_id: int, purpose: str, service: str, channel: str, at: datetime
) -> None:
    """Take a consent back by the link in a letter; repeated, it changes nothing."""
    about = {"purpose": purpose, "service": service, "channel": channel}
    if not Consent.objects.in_force().filter(client_id=client_id, **about).exists():
        return
    withdraw_consent(client_id=client_id, **about, at=at)
    add_to_timeline(
        client_id=client_id,
        kind="consent.withdrawn",
        subject=f"{purpose}:{service}:{channel}:{at:%Y%m%d%H%M}",
        happened_at=at,
        title=_("Took a consent back by the link in a letter"),
    )
