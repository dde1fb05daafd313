"""Answers about clients for pages, letters and reports."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from membership.accounts import presumed
from membership.clients.models import (
    Client,
    Consent,
    Contact,
    Merge,
    Office,
    OfficeNorm,
    SheetLine,
)
from portal.core import calendar
from portal.core.models import Letter
from portal.territories.models import Territory

#: The purpose of the consent to notes on what a member reads.
NOTES = "reading"
#: Asked with every page a member reads: Django spends longer on putting it together than the
#: database on answering it.
_AGREED_TO_NOTES = """
    SELECT agreed.client_id FROM clients_consent agreed
    JOIN clients_client card ON card.id = agreed.client_id
    WHERE agreed.withdrawn_at IS NULL AND agreed.purpose = %s AND card.user_id = %s LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a letter or a paper goes. Empty text where nothing is known."""

    name: str
    email: str
    phone: str
    language: str
    postal_address: str = ""
    #: Her card; 0 for somebody who has none.
    client_id: int = 0


def client_id_of(user_id: int) -> int | None:
    """The card of an account, or None while no contact is proven."""
    return Client.objects.filter(user_id=user_id).values_list("pk", flat=True).first()


@presumed.categories.named("clients")
def category_known(user_id: int) -> str:
    """What staff or a list wrote on the card of an account; empty where nobody wrote anything."""
    known = Client.objects.filter(user_id=user_id).values_list("category", flat=True)
    return known.first() or ""


def kind_of(client_id: int) -> str:
    """``person`` or ``organisation``.

    Raises:
        Client.DoesNotExist: there is no such card.
    """
    return str(Client.objects.values_list("kind", flat=True).get(pk=client_id))


def current_id(client_id: int) -> int | None:
    """The card that holds what a number stood for: itself, or the one it was merged into."""
    if Client.objects.filter(pk=client_id).exists():
        return client_id
    merges = Merge.objects.filter(gone_id=client_id, undone_at=None)
    return merges.values_list("kept_id", flat=True).first()


def consents_in_force(client_id: int) -> set[tuple[str, str, str]]:
    """Purpose, service and channel of what a client agrees to now."""
    rows = Consent.objects.in_force().filter(client_id=client_id)
    return set(rows.values_list("purpose", "service", "channel"))


def category_for_statistics(user_id: int) -> str:
    """The audience of an account that agreed to be counted with it; empty for all others."""
    agreed = Consent.objects.in_force().filter(purpose="statistics").values("client")
    found = Client.objects.filter(user_id=user_id, pk__in=agreed)
    return found.values_list("category", flat=True).first() or ""


def agreed_to_notes(user_id: int) -> int | None:
    """The card of an account whose owner agreed that her reading is noted. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_AGREED_TO_NOTES, [NOTES, user_id])
        found: tuple[int] | None = cursor.fetchone()
    return found[0] if found else None


def agrees_to_notes(client_id: int) -> bool:
    """Whether she agrees now that her reading is noted."""
    return Consent.objects.in_force().filter(purpose=NOTES, client=client_id).exists()


def owner_of_contact(channel: str, value: str) -> int | None:
    """The one person on whose card an address or number stands; None where several share it."""
    kind = Contact.Kind.EMAIL if channel == "email" else Contact.Kind.PHONE
    found = Contact.objects.filter(channel=kind, value=value.strip().lower())
    owners = list(found.filter(client__kind="person").values_list("client", flat=True)[:2])
    return owners[0] if len(owners) == 1 else None


def subject_of_letter(key: str) -> str:
    """What a letter was about, by its key; empty when it is forgotten."""
    found = Letter.objects.filter(key=key).values_list("subject", flat=True)
    return found.first() or ""


def offices_of(client_id: int) -> list[Office]:
    """The offices a client says she holds, the latest first, with their bodies."""
    return list(
        Office.objects.filter(client_id=client_id).select_related(
            "organisation__territory__parent__parent"
        )
    )


def office_check_days() -> int:
    """Within how many working days a claim to an office is checked, by the norm of today."""
    norm: OfficeNorm = OfficeNorm.load()
    return norm.check_within_days


def offices_due() -> list[date]:
    """The day by which each waiting claim to an office is to be checked, by the norm of today."""
    within = office_check_days()
    claimed = Office.objects.waiting().order_by().values_list("claimed_at", flat=True)
    days = Counter(timezone.localdate(moment) for moment in claimed)
    due = {day: calendar.working_days_after(day, within) for day in days}
    return [due[day] for day in days.elements()]


def confirmed_office(user_id: int | None, *, on: date) -> Office | None:
    """The office somebody holds on a day and that was checked: what a badge says. One query.

    Pages that show it tell ``services.mandates.KEPT_PAGES_MARK``.
    """
    if user_id is None:
        return None
    held = Office.objects.verified().serving_on(on).filter(client__user=user_id)
    return held.select_related("organisation").order_by("-verified_at", "-pk").first()


def may_be_told(client_id: int) -> bool:
    """False for somebody from a list who has not confirmed: she gets the invitation alone."""
    return Client.objects.may_be_told().filter(pk=client_id).exists()


def cards_changed_by_sheet(sheet_id: int) -> Iterator[int]:
    """The cards a spreadsheet changed, as far as they are there."""
    lines = SheetLine.objects.filter(sheet=sheet_id, verdict=SheetLine.Verdict.CHANGE)
    yield from lines.exclude(client=None).values_list("client_id", flat=True).iterator(2000)


def municipalities_of(user_id: int, *, on: date) -> list[Territory]:
    """The municipalities for which a person speaks on a day: her verified offices. One query."""
    held = Office.objects.verified().serving_on(on).filter(client__user=user_id)
    offices = held.exclude(organisation__territory=None).select_related(
        "organisation__territory__parent__parent"
    )
    found = [office.organisation.territory for office in offices]
    return list({place.pk: place for place in found if place is not None}.values())


def municipality_of(user_id: int, *, on: date) -> int | None:
    """The territory of the office a person holds on a day; a confirmed office comes first."""
    offices = Office.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), client__user_id=user_id, declined_at=None
    )
    placed = offices.exclude(organisation__territory=None)
    latest = placed.order_by(F("verified_at").desc(nulls_last=True), "-claimed_at", "-pk")
    return latest.values_list("organisation__territory_id", flat=True).first()


def recipient(client_id: int) -> Recipient:
    """How to reach a client: the proven contact first, then the one entered earliest.

    Somebody from a list who has not confirmed has no way to her: the invitation alone is written
    to her, and by its own service.

    Raises:
        Client.DoesNotExist: there is no such card.
    """
    client = Client.objects.prefetch_related("contacts").get(pk=client_id)
    known = sorted(client.contacts.all(), key=lambda contact: contact.proven_at is None)
    if client.user_id is None and not may_be_told(client_id):
        known = []
    return Recipient(
        name=client.name,
        email=_first(known, Contact.Kind.EMAIL),
        phone=_first(known, Contact.Kind.PHONE),
        language=client.language,
        postal_address=" ".join(filter(None, (client.postal_code, client.postal_address))),
        client_id=client.pk,
    )


def _first(contacts: list[Contact], channel: str) -> str:
    return next((contact.value for contact in contacts if contact.channel == channel), "")
