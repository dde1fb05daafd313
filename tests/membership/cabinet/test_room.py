"""The member's room: what is next, her data, her consents."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from membership.accounts import groundwork, services
from membership.accounts.models import ConsentText
from membership.cabinet import offices
from membership.clients import selectors as clients
from membership.clients import services as client_services
from membership.clients.models import Consent, Office
from membership.organisations import services as organisations
from membership.organisations.models import Organisation
from portal.core import clock
from tests.factories.membership import OfficeFactory, OrganisationFactory, UserFactory
from tests.factories.portal import kok_jar

if TYPE_CHECKING:
    from django.test import Client as Browser

    from membership.accounts.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("trees")]
ROOM = "/ky/room/"
CONSENTS = "/ky/room/consents/"


@pytest.fixture
def aigul(client: Browser) -> User:
    """A secretary who has answered everything, signed in."""
    groundwork.lay()
    place = kok_jar()
    organisations.offer_bodies_of([place])
    user = UserFactory(email="aigul@mail.kg", proven=True)
    at = clock.now()
    services.begin_registration(user_id=user.pk, language="ky", at=at)
    services.announce_proven_email(user_id=user.pk)
    services.save_person(
        user_id=user.pk, family_name="Асанова", given_name="Айгүл", territory_id=place.pk, at=at
    )
    services.save_role(
        user_id=user.pk, role="secretary", category="", language="ky",
        mandate_starts_on=None, at=at,
    )  # fmt: skip
    services.save_consents(user_id=user.pk, shown=[], agreed=[], language="ky", at=at)
    client.force_login(user)
    return user


def test_strangers_are_asked_to_sign_in(client: Browser):
    for address in (ROOM, f"{ROOM}profile/", CONSENTS, f"{ROOM}profile/name/"):
        assert client.get(address)["Location"].startswith("/ky/account/login/?next=")


def test_an_office_that_waits_is_said_and_a_confirmed_one_is_not(client: Browser, aigul):
    waiting = client.get(ROOM).content.decode()
    client_services.verify_office(
        office_id=Office.objects.get().pk, by_user_id=aigul.pk, at=clock.now(), note=""
    )
    confirmed = client.get(ROOM).content.decode()

    assert "Көк-Жар айыл өкмөтү" in waiting
    assert "Көк-Жар айыл өкмөтү" not in confirmed
    assert "Көк-Жар айыл өкмөтү" in client.get(f"{ROOM}profile/").content.decode()


def test_an_office_that_was_declined_asks_for_a_correction(client: Browser, aigul):
    client_services.decline_office(
        office_id=Office.objects.get().pk, by_user_id=aigul.pk, at=clock.now(), note="no"
    )

    assert "Көк-Жар айыл өкмөтү" in client.get(ROOM).content.decode()
    assert "/ky/room/profile/role/" in client.get(f"{ROOM}offices/").content.decode()


def test_the_room_is_shown_within_its_queries(
    client: Browser, aigul, django_assert_max_num_queries
):
    client.get(ROOM)
    with django_assert_max_num_queries(25):
        client.get(ROOM)


def test_the_room_speaks_the_other_language_at_its_twin_address(client: Browser, aigul):
    page = client.get(ROOM).content.decode()

    assert 'href="/ru/room/"' in page
    assert client.get("/ru/room/").status_code == 200


def test_one_press_gives_a_consent_and_one_takes_it_back(client: Browser, aigul):
    text = ConsentText.objects.get(service="portal", channel="email")

    client.post(f"{CONSENTS}change/", {"text": text.pk, "agreed": "yes"})
    given = Consent.objects.get()
    client.post(f"{CONSENTS}change/", {"text": text.pk, "agreed": "yes"})
    client.post(f"{CONSENTS}change/", {"text": text.pk, "agreed": "no"})

    assert (given.version, given.text, given.language) == (text.version, text.text_ky, "ky")
    assert Consent.objects.get().withdrawn_at is not None


def test_a_consent_taken_back_stays_so_when_the_profile_changes(client: Browser, aigul):
    text = ConsentText.objects.get(service="portal", channel="email")
    services.save_consents(
        user_id=aigul.pk, shown=[text], agreed=[text.pk], language="ky", at=clock.now()
    )
    card = clients.client_id_of(aigul.pk)
    assert clients.consents_in_force(card)

    client.post(f"{CONSENTS}change/", {"text": text.pk, "agreed": "no"})
    client.post(
        f"{ROOM}profile/name/",
        {"family_name": "Асанова", "given_name": "Айгүл", "territory": "кок жар кочкор"},
    )

    assert not clients.consents_in_force(card)


def test_a_change_of_role_claims_the_other_office(client: Browser, aigul):
    answer = client.post(f"{ROOM}profile/role/", {"role": "kenesh_deputy", "language": "ru"})

    assert answer["Location"] == "/ky/room/profile/"
    assert Office.objects.get().organisation.kind == "kenesh"
    aigul.refresh_from_db()
    assert aigul.language == "ru"


def test_staff_without_answers_have_a_room_too(client: Browser):
    client.force_login(UserFactory(email="staff@mail.kg", proven=True))

    for address in (ROOM, f"{ROOM}profile/", CONSENTS, f"{ROOM}profile/name/"):
        assert client.get(address).status_code == 200


def test_a_member_for_whom_nothing_waits_is_told_so(client: Browser):
    client.force_login(UserFactory(email="free@mail.kg", proven=True))

    shown = client.get("/en/room/").content.decode()

    assert "Nothing waits for you." in shown
    assert '"/en/practices/' not in shown


def said_in_room(user) -> list[str]:
    """Each of her offices by its state, and the body that it leads to."""
    held = offices.of_member(user.pk, on=clock.today())
    return [f"{one.state} {one.serves_in.kind if one.serves_in else '-'}" for one in held]


@pytest.fixture
def merged(aigul: User) -> Organisation:
    """The body that took over the one where she named her office."""
    office = Office.objects.get()
    heir = OrganisationFactory()
    Organisation.objects.filter(pk=office.organisation_id).update(
        dissolved_on=clock.today() - timedelta(days=30), successor=heir
    )
    return heir


def decide(office: Office, *, holds: bool) -> None:
    deed = client_services.verify_office if holds else client_services.decline_office
    deed(office_id=office.pk, by_user_id=None, at=clock.now(), note="Кызматта эмес")


def test_a_declined_claim_goes_on_in_no_other_body(client: Browser, aigul, merged):
    office = Office.objects.get()
    decide(office, holds=False)

    room = client.get("/ru/room/").content.decode()
    listed = client.get(f"{ROOM}offices/").content.decode()

    assert said_in_room(aigul) == ["declined -"]
    assert "назовите должность, которую Вы занимаете сегодня" in room
    assert f"{ROOM}offices/{office.pk}/claim/" not in listed
    assert client.post(f"{ROOM}offices/{office.pk}/claim/", {}).status_code == 404
    assert f"{ROOM}profile/role/" in listed


def test_a_mandate_that_ended_with_its_body_leads_to_the_new_one(client: Browser, aigul, merged):
    decide(Office.objects.get(), holds=True)

    assert said_in_room(aigul) == ["ended other"]
    assert merged.name in client.get(ROOM).content.decode()


@pytest.mark.parametrize("role", ["secretary", "head"])
def test_what_was_said_of_the_new_body_is_not_asked_again(client: Browser, aigul, merged, role):
    former = Office.objects.get()
    decide(former, holds=True)
    anew = client_services.claim_office(
        client_id=former.client_id, organisation_id=merged.pk, role=role, at=clock.now()
    )

    waiting = said_in_room(aigul)
    decide(anew, holds=False)
    declined = said_in_room(aigul)
    room = client.get("/ru/room/").content.decode()

    assert waiting == ["waiting -", "ended -"]
    assert declined == ["declined other", "ended -"]
    assert client.post(f"{ROOM}offices/{former.pk}/claim/", {}).status_code == 404
    assert client.get(f"{ROOM}offices/{anew.pk}/claim/").status_code == 200
    assert "Преемник Вашего органа" not in room


def test_two_offices_that_lead_to_one_claim_show_it_once(aigul, merged):
    former = Office.objects.get()
    decide(former, holds=True)
    gone = OrganisationFactory(dissolved_on=clock.today(), successor=merged)
    Organisation.objects.filter(pk=gone.pk).update(dissolved_on=clock.today() - timedelta(days=30))
    OfficeFactory(client=former.client, organisation=gone, role=former.role, verified=True)

    assert sorted(said_in_room(aigul)) == ["ended -", "ended other"]
