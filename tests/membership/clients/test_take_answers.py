"""What a person says about herself stands on her card."""

from datetime import UTC, date, datetime, timedelta

import pytest

from membership.accounts import services as accounts
from membership.accounts.models import ConsentText
from membership.clients import card, services
from membership.clients.models import Client, DuplicateSuspicion, Office
from membership.organisations.models import Organisation
from tests.factories.membership import ClientFactory, UserFactory
from tests.factories.portal import kok_jar

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)


@pytest.fixture
def place():
    unit = kok_jar()
    for kind, name in (("kenesh", "айылдык кеңеши"), ("ayil_okmotu", "айыл өкмөтү")):
        Organisation.objects.create(
            kind=kind, territory=unit, name_ky=f"Көк-Жар {name}", name_ru=f"Кок-Жар {name}"
        )
    return unit


@pytest.fixture
def texts():
    return [
        ConsentText.objects.create(
            service="portal", channel=channel, version="1.0", in_force_from=date(2026, 1, 1),
            text_ky="Макулмун", text_ru="Согласна",
        )
        for channel in ("email", "post")
    ]  # fmt: skip


def register(place, texts, *, role="secretary", agreed=(), at=NOW):
    user = UserFactory(proven=True)
    accounts.begin_registration(user_id=user.pk, language="ky", at=at)
    accounts.announce_proven_email(user_id=user.pk)
    accounts.save_person(
        user_id=user.pk, family_name="Асанова", given_name="Айгүл", territory_id=place.pk, at=at
    )
    accounts.save_role(
        user_id=user.pk, role=role, category="", language="ru",
        mandate_starts_on=date(2024, 12, 2), at=at,
    )  # fmt: skip
    accounts.save_consents(user_id=user.pk, shown=texts, agreed=agreed, language="ky", at=at)
    return user


def test_registration_becomes_a_card_with_an_office_to_check(place, texts):
    user = register(place, texts, agreed=[texts[0].pk])

    card = Client.objects.get(user=user)
    assert (card.name, card.category, card.language) == ("Асанова Айгүл", "lsg", "ru")
    assert card.territory == place
    office = card.offices.get()
    assert (office.state, office.organisation.kind) == ("waiting", "ayil_okmotu")
    assert office.starts_on == date(2024, 12, 2)


def test_consents_are_kept_in_the_words_and_the_language_shown(place, texts):
    user = register(place, texts, agreed=[texts[0].pk])

    consent = Client.objects.get(user=user).consents.get()
    assert (consent.channel, consent.text, consent.language) == ("email", "Макулмун", "ky")
    assert (consent.version, consent.given_at) == ("1.0", NOW)


def test_answering_again_doubles_nothing(place, texts):
    user = register(place, texts, agreed=[texts[0].pk])

    services.take_answers(user_id=user.pk, at=NOW)
    services.open_card(user_id=user.pk, at=NOW)

    card = Client.objects.get()
    assert (card.offices.count(), card.consents.count(), card.timeline.count()) == (1, 1, 2)


def test_a_consent_taken_back_in_her_room_does_not_come_back_with_old_answers(place, texts):
    user = register(place, texts, agreed=[texts[0].pk])
    card = Client.objects.get()
    services.withdraw_consent(
        client_id=card.pk, purpose="informing", service="portal", channel="email",
        at=NOW + timedelta(days=1),
    )  # fmt: skip

    services.take_answers(user_id=user.pk, at=NOW + timedelta(days=2))

    assert not card.consents.in_force().exists()
    assert card.consents.count() == 1


def test_a_changed_role_moves_the_claim_but_never_a_decided_office(place, texts):
    user = register(place, texts)
    office = Office.objects.get()
    accounts.save_role(
        user_id=user.pk, role="kenesh_deputy", category="", language="ky",
        mandate_starts_on=None, at=NOW,
    )  # fmt: skip
    assert Office.objects.get().organisation.kind == "kenesh"

    services.verify_office(
        office_id=Office.objects.get().pk, by_user_id=UserFactory().pk, at=NOW, note=""
    )
    accounts.save_role(
        user_id=user.pk, role="secretary", category="", language="ky",
        mandate_starts_on=None, at=NOW,
    )  # fmt: skip

    assert sorted(one.state for one in Office.objects.all()) == ["verified", "waiting"]
    assert office.pk


def test_namesakes_in_one_municipality_are_shown_to_staff(place, texts):
    ClientFactory(family_name="Асанова", given_name="Айгул", territory=place)
    ClientFactory(family_name="Асанова", given_name="Айгүл")

    register(place, texts)

    assert DuplicateSuspicion.objects.get().reason == "name"


def test_a_card_without_answers_has_no_category_yet():
    user = UserFactory(proven=True)
    services.open_card(user_id=user.pk, at=NOW)

    assert Client.objects.get().category == ""


def test_what_staff_wrote_stays_and_her_words_wait_beside_it(place, texts):
    earlier = ClientFactory(
        email="aigul@example.kg",
        family_name="Асанова",
        given_name="Айгүл Маратовна",
        category="ngo",
    )
    user = UserFactory(email="aigul@example.kg", proven=True)
    accounts.begin_registration(user_id=user.pk, language="ky", at=NOW)
    accounts.announce_proven_email(user_id=user.pk)

    accounts.save_person(
        user_id=user.pk, family_name="Асанова", given_name="Айгүл", territory_id=place.pk, at=NOW
    )
    accounts.save_role(
        user_id=user.pk, role="secretary", category="", language="ky",
        mandate_starts_on=None, at=NOW,
    )  # fmt: skip

    earlier.refresh_from_db()
    assert (earlier.given_name, earlier.category) == ("Айгүл Маратовна", "ngo")
    assert earlier.territory == place  # it was empty
    assert next(words for _name, words in earlier.self_description.differing()) == "Айгүл"
    assert earlier.timeline.filter(kind="client.said_otherwise").exists()
    steps = [str(step.text) for step in card.load(earlier, on=NOW.date()).next_steps]
    assert any("Айгүл" in step for step in steps)


def test_her_own_change_of_mind_reaches_the_card(place, texts):
    user = register(place, texts)

    accounts.save_person(
        user_id=user.pk, family_name="Токтосунова", given_name="Айгүл", territory_id=place.pk,
        at=NOW + timedelta(days=30),
    )  # fmt: skip

    assert Client.objects.get().family_name == "Токтосунова"
    assert not Client.objects.get().self_description.differing()


def test_a_card_saved_by_staff_settles_what_differs_until_she_says_something_new(place, texts):
    user = register(place, texts)
    Client.objects.update(category="expert")
    services.take_answers(user_id=user.pk, at=NOW)
    assert Client.objects.get().self_description.differing()

    services.settle_answers(client_id=Client.objects.get().pk, at=NOW)
    services.take_answers(user_id=user.pk, at=NOW)

    assert Client.objects.get().category == "expert"
    assert not Client.objects.get().self_description.differing()


def test_an_unchecked_claim_does_not_replace_where_staff_know_her_to_work(place, texts):
    staff_know = Organisation.objects.get(kind="kenesh")
    ClientFactory(email="aigul@example.kg", organisation=staff_know)
    user = UserFactory(email="aigul@example.kg", proven=True)
    accounts.begin_registration(user_id=user.pk, language="ky", at=NOW)
    accounts.announce_proven_email(user_id=user.pk)
    accounts.save_person(
        user_id=user.pk, family_name="Асанова", given_name="Айгүл", territory_id=place.pk, at=NOW
    )
    accounts.save_role(
        user_id=user.pk, role="secretary", category="", language="ky",
        mandate_starts_on=None, at=NOW,
    )  # fmt: skip

    assert Client.objects.get().organisation == staff_know
    assert Office.objects.get().state == "waiting"


def test_a_profile_saved_unchanged_brings_no_office_back(place, texts):
    user = register(place, texts)
    office = Office.objects.get()
    services.decline_office(office_id=office.pk, by_user_id=UserFactory().pk, at=NOW, note="Нет")
    same = {"role": "secretary", "category": "", "mandate_starts_on": date(2024, 12, 2)}

    accounts.save_role(user_id=user.pk, **same, language="ky", at=NOW)
    accounts.save_person(
        user_id=user.pk, family_name="Асанова", given_name="А.", territory_id=place.pk, at=NOW
    )
    assert list(Office.objects.all()) == [office]

    accounts.save_role(user_id=user.pk, **{**same, "role": "head"}, language="ky", at=NOW)
    assert Office.objects.waiting().get().role == "head"
