"""Offices: claimed by people, checked by staff."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.clients import signals
from membership.clients.errors import OfficeDecided
from membership.clients.models import AccessTrace, Client, Office
from membership.clients.services.cards import leave_trace
from membership.clients.services.timeline import add_to_timeline

#: Who decides so sees no card of the base.
_NOT_BY_STAFF = {Office.How.DOMAIN, Office.How.COLLEAGUE}


@transaction.atomic
def claim_office(
    *,
    client_id: int,
    organisation_id: int,
    role: str,
    at: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Office:
    """Keep that a client says she holds an office. Repeated, it is the same claim.

    A confirmed office that runs stands for the claim. One that has ended does not, nor does it
    speak for a longer mandate: both are claims of their own and wait to be decided.
    """
    Client.objects.select_for_update().get(pk=client_id)
    same = Office.objects.filter(client=client_id, organisation=organisation_id, role=role)
    if office := same.waiting().first():
        office.starts_on, office.ends_on = starts_on, ends_on
        office.save(update_fields=["starts_on", "ends_on"])
        return office
    running = same.verified().serving_on(timezone.localdate(at))
    if office := next((one for one in running if one.lasts_until(ends_on)), None):
        return office
    office = same.create(
        client_id=client_id,
        organisation_id=organisation_id,
        role=role,
        claimed_at=at,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    signals.office_claimed.send(Office, office_id=office.pk, client_id=client_id)
    add_to_timeline(
        client_id=client_id,
        kind="office.claimed",
        subject=f"office:{office.pk}",
        happened_at=at,
        title=_("Named an office"),
    )
    return office


@transaction.atomic
def verify_office(
    *,
    office_id: int,
    by_user_id: int | None,
    at: datetime,
    note: str,
    how: str = Office.How.KNOWN,
) -> Office:
    """Confirm that a person holds an office; from then on the body's matters are hers to see.

    Args:
        by_user_id: a member of staff, a colleague, or nobody when her address told it.
        note: how it was checked. May be empty: the administrator knows the person.
        how: one of ``Office.How``.

    Raises:
        OfficeDecided: somebody confirmed or declined it before.
    """
    office = _undecided(office_id)
    office.verified_at, office.verified_how = at, how
    _decide(office, by_user_id=by_user_id, at=at, note=note, how=how)
    add_to_timeline(
        client_id=office.client_id,
        kind="office.verified",
        subject=f"office:{office.pk}",
        happened_at=at,
        title=_("Office confirmed"),
    )
    signals.office_verified.send(Office, office_id=office.pk, client_id=office.client_id)
    return office


@transaction.atomic
def enter_office(
    *,
    client_id: int,
    organisation_id: int,
    role: str,
    by_user_id: int,
    at: datetime,
    note: str,
    how: str = Office.How.KNOWN,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Office:
    """Keep an office that staff were told of: claimed for the person and confirmed.

    Raises:
        OfficeDecided: a confirmed office of hers says so already.
    """
    office = claim_office(
        client_id=client_id,
        organisation_id=organisation_id,
        role=role,
        at=at,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return verify_office(office_id=office.pk, by_user_id=by_user_id, at=at, note=note, how=how)


@transaction.atomic
def drop_claims(*, body_ids: Collection[int]) -> None:
    """Forget the claims to offices of bodies that will never have been; confirmed ones stay."""
    claims = Office.objects.filter(organisation__in=body_ids)
    claims.exclude(pk__in=claims.verified().values("pk")).delete()


def decline_office(
    *, office_id: int, by_user_id: int, at: datetime, note: str, how: str = Office.How.KNOWN
) -> Office:
    """Find a claim wrong; the person stays a client and may claim again.

    Args:
        note: why, in words that the person reads in a letter and in her room.
        how: ``Office.How.COLLEAGUE`` when a colleague declines; she leaves no trace of access.

    Raises:
        OfficeDecided: somebody confirmed or declined it before.
    """
    office = _undecided(office_id)
    office.declined_at = at
    _decide(office, by_user_id=by_user_id, at=at, note=note, how=how)
    add_to_timeline(
        client_id=office.client_id,
        kind="office.declined",
        subject=f"office:{office.pk}",
        happened_at=at,
        title=_("Office not confirmed"),
    )
    signals.office_declined.send(Office, office_id=office.pk, client_id=office.client_id)
    return office


def _undecided(office_id: int) -> Office:
    office = Office.objects.select_for_update().get(pk=office_id)
    if office.state != "waiting":
        raise OfficeDecided(office_id)
    return office


def _decide(office: Office, *, by_user_id: int | None, at: datetime, note: str, how: str) -> None:
    office.decided_by_id = by_user_id
    office.decision_note = note[:300]
    office.save(
        update_fields=[
            "verified_at", "verified_how", "declined_at", "decided_by", "decision_note",
        ]
    )  # fmt: skip
    if by_user_id and how not in _NOT_BY_STAFF:
        leave_trace(
            client_id=office.client_id, by_user_id=by_user_id, deed=AccessTrace.Deed.OFFICE, at=at
        )
