"""Offices told by others than staff: by an address, by a colleague; their end and hand-over."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.clients import contacts, signals
from membership.clients.errors import (
    MandateNotShortened,
    NotAColleague,
    NotASuccessor,
    OfficeDecided,
)
from membership.clients.models import AccessTrace, Client, Contact, Office
from membership.clients.querysets import OfficeQuerySet
from membership.clients.services.cards import leave_trace
from membership.clients.services.offices import decline_office, verify_office
from membership.clients.services.timeline import add_to_timeline
from portal.core import pagecache

#: On kept pages that show whether somebody's office is confirmed.
KEPT_PAGES_MARK = "clients:offices"


@transaction.atomic
def verify_by_domain(*, client_id: int, at: datetime) -> int:
    """Confirm the claims of a client who has proven an address of the body; returns how many.

    An address speaks for a newcomer only. Where something was decided on her before, that she
    serves there again, longer or as somebody else is for a person to say.
    """
    proven = Contact.objects.filter(
        client=client_id, channel=contacts.EMAIL, proven_at__isnull=False
    ).values_list("value", flat=True)
    domains = {value.rpartition("@")[2]: value for value in proven}
    waiting = Office.objects.waiting().filter(
        client=client_id, organisation__email_domain__in=list(domains)
    )
    decided = Office.objects.filter(client=client_id).decided().values("organisation")
    found = list(waiting.exclude(organisation__in=decided).select_related("organisation"))
    for office in found:
        verify_office(
            office_id=office.pk,
            by_user_id=None,
            at=at,
            note=domains[office.organisation.email_domain],
            how=Office.How.DOMAIN,
        )
    return len(found)


@transaction.atomic
def decide_as_colleague(*, office_id: int, by_user_id: int, holds: bool, at: datetime) -> Office:
    """A colleague of the same body says whether somebody holds the office.

    Raises:
        NotAColleague: she holds no confirmed office there today, or it is her own claim.
        OfficeDecided: somebody confirmed or declined it before.
        Office.DoesNotExist: there is no such claim.
    """
    office = Office.objects.get(pk=office_id)
    if not colleagues_of(office, timezone.localdate(at)).filter(client__user=by_user_id).exists():
        raise NotAColleague(office_id)
    decide = verify_office if holds else decline_office
    return decide(
        office_id=office_id, by_user_id=by_user_id, at=at, note="", how=Office.How.COLLEAGUE
    )


def colleagues_of(office: Office, day: date) -> "OfficeQuerySet":
    """Confirmed offices of other people in the same body on a day."""
    others = Office.objects.verified().serving_on(day).exclude(client=office.client_id)
    return others.filter(organisation=office.organisation_id)


@transaction.atomic
def end_office(
    *, office_id: int, on: date, at: datetime, by_user_id: int | None = None, note: str = ""
) -> Office:
    """Name the last day of a mandate. One that has passed closes the body's matters at once.

    Args:
        by_user_id: a member of staff, who may correct the day both ways; nobody: its holder.
        note: why staff end it, in words that the person reads in her room.

    Raises:
        MandateNotShortened: its holder names a day after the end of the mandate.
    """
    office = Office.objects.select_for_update().get(pk=office_id)
    if by_user_id is None and not office.lasts_until(on):
        raise MandateNotShortened(office_id)
    office.ends_on = max(on, office.starts_on) if office.starts_on else on
    office.ended_note = note[:300]
    office.save(update_fields=["ends_on", "ended_note"])
    if by_user_id:
        _leave_trace(office, by_user_id, at)
    add_to_timeline(
        client_id=office.client_id,
        kind="office.ended",
        subject=f"office:{office.pk}",
        happened_at=at,
        title=_("Named the last day in office"),
    )
    signals.office_ended.send(Office, office_id=office.pk, client_id=office.client_id)
    return office


@transaction.atomic
def take_back_office(*, office_id: int, by_user_id: int, at: datetime, note: str) -> Office:
    """A confirmation was a mistake: the claim is declined, and the person is told why.

    Raises:
        OfficeDecided: the office is not confirmed, or was handed over.
    """
    office = Office.objects.select_for_update().get(pk=office_id)
    if office.verified_at is None or office.handed_over_at:
        raise OfficeDecided(office_id)
    office.verified_at, office.verified_how = None, ""
    office.declined_at, office.decided_by_id, office.decision_note = at, by_user_id, note[:300]
    office.save(
        update_fields=[
            "verified_at", "verified_how", "declined_at", "decided_by", "decision_note",
        ]
    )  # fmt: skip
    _leave_the_body(Client.objects.get(pk=office.client_id), office, timezone.localdate(at))
    _leave_trace(office, by_user_id, at)
    add_to_timeline(
        client_id=office.client_id,
        kind="office.taken_back",
        subject=f"office:{office.pk}",
        happened_at=at,
        title=_("Confirmation of the office taken back"),
    )
    signals.office_declined.send(Office, office_id=office.pk, client_id=office.client_id)
    return office


def _leave_trace(office: Office, by_user_id: int, at: datetime) -> None:
    leave_trace(
        client_id=office.client_id, by_user_id=by_user_id, deed=AccessTrace.Deed.OFFICE, at=at
    )


@transaction.atomic
def hand_over(*, office_id: int, to_office_id: int, at: datetime) -> Office:
    """Give an office with what belongs to the body to a successor; the mandate ends today.

    Args:
        to_office_id: a confirmed office in the same body, held today by another person.

    Raises:
        NotASuccessor: it is none, or the office was handed over before.
    """
    office = (
        Office.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=office_id)
    )
    day = timezone.localdate(at)
    heirs = colleagues_of(office, day).select_related("client")
    heir = heirs.filter(pk=to_office_id).first()
    if heir is None or office.verified_at is None or office.handed_over_at:
        raise NotASuccessor(office_id)
    office.handed_to, office.handed_over_at = heir, at
    office.ends_on = min(office.ends_on or day, day)
    if office.starts_on:
        office.ends_on = max(office.ends_on, office.starts_on)
    office.save(update_fields=["handed_to", "handed_over_at", "ends_on"])
    giver = Client.objects.get(pk=office.client_id)
    _leave_the_body(giver, office, day)
    for client_id, title in (
        (giver.pk, _("Handed the office over")),
        (heir.client_id, _("Took the office over")),
    ):
        add_to_timeline(
            client_id=client_id, kind="office.handed_over", subject=f"office:{office.pk}",
            happened_at=at, title=title,
        )  # fmt: skip
    signals.office_ended.send(Office, office_id=office.pk, client_id=giver.pk)
    signals.office_handed_over.send(
        Office,
        office_id=office.pk,
        organisation_id=office.organisation_id,
        territory_id=office.organisation.territory_id,
        from_client_id=giver.pk,
        to_client_id=heir.client_id,
        from_user_id=giver.user_id,
        to_user_id=heir.client.user_id,
        handed_over_at=at,
    )
    return office


@transaction.atomic
def note_along(*, office_id: int, kind: str, row_ids: list[int]) -> None:
    """Keep which rows of a room went along with an office that is handed over.

    Args:
        kind: as registered in ``hand_overs.kinds``.
    """
    if row_ids:
        office = Office.objects.select_for_update().get(pk=office_id)
        office.went_along = {**office.went_along, kind: sorted(row_ids)}
        office.save(update_fields=["went_along"])


@transaction.atomic
def close_hand_over(*, office_id: int, by_user_id: int, at: datetime) -> bool:
    """The successor has read what she took over. Repeatable.

    Returns:
        False when nobody handed this office to her.
    """
    hers = Office.objects.filter(pk=office_id, handed_to__client__user=by_user_id)
    hers.filter(hand_over_read_at=None).update(hand_over_read_at=at)
    return hers.exists()


def _leave_the_body(giver: Client, office: Office, day: date) -> None:
    """Her card names the body no longer, unless she holds another office there."""
    others = Office.objects.verified().filter(client=giver, organisation=office.organisation_id)
    if others.exclude(pk=office.pk).serving_on(day).exists():
        return
    if giver.organisation_id == office.organisation_id:
        Client.objects.filter(pk=giver.pk).update(organisation=None)


def forget_kept_pages() -> None:
    """Pages that show a badge show another state now."""
    transaction.on_commit(lambda: pagecache.forget(KEPT_PAGES_MARK))
