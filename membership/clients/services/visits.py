"""Events on the cards of those who come: told by ``portal.events``, kept here."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from membership.clients import contacts
from membership.clients.models import AccessTrace, Client, Consent, DuplicateSuspicion, EventVisit
from membership.clients.services.cards import suspect_all
from membership.clients.services.consents import record_consent
from membership.clients.services.invitations import invite
from membership.clients.services.opening import open_card
from membership.clients.services.timeline import add_to_timeline, withdraw_from_timeline
from portal.core import languages, letters
from portal.events import selectors as events
from portal.events.selectors import Person

#: The purpose of the consent that people give when they register.
PURPOSE = "event"
_SUBJECT = "event-registration:{}"
_SEEN_AGAIN = timedelta(hours=1)


@transaction.atomic
def note_visit(*, registration_id: int, kind: str, title: Promise, at: datetime) -> None:
    """Put what happened to a registration on the timeline of whoever it belongs to.

    A registration with neither an account nor a contact belongs to nobody.

    Args:
        kind: ``"event.registered"``, ``"event.waiting"``, ``"event.cancelled"``,
            ``"event.attended"``.
    """
    person = events.person_of(registration_id)
    client_id = _card_of(registration_id, person, at)
    if client_id is None:
        return
    words = languages.in_each(title)
    names = person.titles
    add_to_timeline(
        client_id=client_id,
        kind=kind,
        subject=_SUBJECT.format(registration_id),
        happened_at=at,
        title={code: f"{text}: {_name_in(names, code)}" for code, text in words.items()},
        url=f"/admin/event-rolls/{person.roll_id}/",
    )


@transaction.atomic
def withdraw_visit(*, registration_id: int, kind: str, at: datetime) -> None:
    """What was said of a registration is not so."""
    client_id = (
        EventVisit.objects.filter(registration=registration_id)
        .values_list("client", flat=True)
        .first()
    )
    if client_id is not None:
        subject = _SUBJECT.format(registration_id)
        withdraw_from_timeline(client_id=client_id, kind=kind, subject=subject, at=at)


def note_list_seen(*, registration_ids: Iterable[int], by_user_id: int, at: datetime) -> None:
    """Leave a trace on the cards of the people whom a member of staff saw on a list.

    A list at the door is shown again with every tap: one trace an hour says as much.
    """
    visits = EventVisit.objects.filter(registration__in=list(registration_ids))
    seen = set(visits.values_list("client", flat=True))
    lately = AccessTrace.objects.filter(
        client__in=seen, staff=by_user_id, deed=AccessTrace.Deed.SEEN, at__gt=at - _SEEN_AGAIN
    )
    seen -= set(lately.values_list("client", flat=True))
    AccessTrace.objects.bulk_create(
        AccessTrace(client_id=pk, staff_id=by_user_id, deed=AccessTrace.Deed.SEEN, at=at)
        for pk in seen
    )


def _name_in(titles: dict[str, str], code: str) -> str:
    return titles.get(code) or next(iter(titles.values()), "")


def _card_of(registration_id: int, person: Person, at: datetime) -> int | None:
    known = EventVisit.objects.filter(registration=registration_id).first()
    if known:
        return known.client_id
    if person.user_id is not None:
        of_account = Client.objects.filter(user=person.user_id).values_list("pk", flat=True)
        client_id = of_account.first() or open_card(user_id=person.user_id, at=at)
    elif person.email or person.phone:
        client_id = _card_by_contact(person, at)
    else:
        return None
    EventVisit.objects.create(client_id=client_id, registration_id=registration_id)
    _keep_consent(client_id, person)
    return client_id


def _card_by_contact(person: Person, at: datetime) -> int:
    """The card of a person with this contact and a word of this name, or a new one.

    Offices share mailboxes and phones: a contact alone decides nothing, and whoever else has it is
    shown to staff as a possible duplicate. Of several alike the one with an account is taken.
    """
    given = [
        (channel, value)
        for channel, value in ((contacts.EMAIL, person.email), (contacts.PHONE, person.phone))
        if value
    ]
    sharing = list(Client.objects.select_for_update().reached_at(given))
    words = set(letters.spoken_key(person.name).split())
    alike = [
        card for card in sharing if card.kind == "person" and words & set(card.search_key.split())
    ]
    if alike:
        return min(alike, key=lambda card: (card.user_id is None, card.pk)).pk
    client = _new_card(person, given, at)
    suspect_all(
        client_id=client.pk, others=sharing, reason=DuplicateSuspicion.Reason.CONTACT, at=at
    )
    return client.pk


def _new_card(person: Person, given: list[tuple[str, str]], at: datetime) -> Client:
    family, first, *rest = [*person.name.split(" ", 2), "", ""]
    alone = not first
    client = Client.objects.create(
        family_name="" if alone else family[:80],
        given_name=(family if alone else first)[:80],
        patronymic=rest[0][:80],
        position=person.organisation[:160],
        language=person.language,
        source=Client.Source.EVENT,
    )
    for channel, value in given:
        client.contacts.create(channel=channel, value=value)
    add_to_timeline(
        client_id=client.pk,
        kind="client.entered",
        subject=f"client:{client.pk}",
        happened_at=at,
        title=_("Entered into the client base"),
    )
    if person.source == "sheet":
        invite(client_id=client.pk, about=person.titles, at=at)
    return client


def _keep_consent(client_id: int, person: Person) -> None:
    if person.consent_text:
        record_consent(
            client_id=client_id,
            purpose=PURPOSE,
            service="",
            channel="",
            version=person.consent_version,
            language=person.language,
            text=person.consent_text,
            given_at=person.registered_at,
            how=Consent.How.FORM,
        )
