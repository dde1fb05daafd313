"""Which cards look like one client, how surely, and what is asked of staff."""

from datetime import UTC, datetime

import pytest

from membership.clients import services
from membership.clients.duplicates import rules, search
from membership.clients.duplicates.rules import Face
from membership.clients.models import Client, DuplicateSuspicion, MatchKey
from membership.clients.personal_data import of_client
from portal.core import clock, letters, privacy
from portal.territories.models import Territory
from tests.bench import duplicates as bench
from tests.factories.membership import ClientFactory, TermFactory, UserFactory
from tests.factories.portal import kok_jar

NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)
CERTAIN, LIKELY, POSSIBLE = 3, 2, 1


def face(name, place=1, *contacts, kind="person", body=None, number=1):
    words = rules.words_of(letters.spoken_key(name))
    return Face(number, kind, words, place, frozenset(contacts), body)


def sure(one, other):
    verdict = rules.judge(one, other)
    return verdict.certainty if verdict else 0


@pytest.mark.parametrize(
    "written",
    [
        "Бакыт Токтогулов", "Toktogulov Bakyt", "ТОКТОГУЛОВ БАКЫТ", "Токтогулов Бакыт Асанович",
        "Токтогулов Б.", "Токтогулв Бакыт",
    ],
)  # fmt: skip
def test_the_same_name_in_any_writing_with_the_same_phone_is_almost_certain(written):
    phone = "phone:555123456"

    assert sure(face("Токтогулов Бакыт", 1, phone), face(written, 2, phone)) == CERTAIN


@pytest.mark.parametrize(
    "other",
    ["Токтогулова Бакыт", "Токтогулов Нурлан", "Асанова Айгүл", "Токтогулов Бакыт"],
)
def test_a_shared_phone_alone_is_a_hint(other):
    phone = "phone:555123456"
    expected = CERTAIN if other == "Токтогулов Бакыт" else POSSIBLE

    assert sure(face("Токтогулов Бакыт", 1, phone), face(other, 1, phone)) == expected


@pytest.mark.parametrize(
    ("one", "other", "places", "expected"),
    [
        ("Токтогулов Бакыт", "Toktogulov Bakyt", (1, 1), LIKELY),
        ("Өмүрбекова Жылдыз", "Омурбекова Жылдыз", (1, 1), LIKELY),
        ("Токтогулов Бакыт", "Токтогулов Бакыт", (1, 2), 0),
        ("Токтогулов Бакыт Асанович", "Токтогулов Бакыт Маратович", (1, 1), 0),
        ("Токтогулов Бакыт Асанович", "Токтогулов Бакыт Асанович", (1, None), POSSIBLE),
        ("Токтогулов Бакыт", "Токтогулов Бакыт", (1, None), 0),
        ("Токтогулов Бакыт", "Токтогулов Нурлан", (1, 1), 0),
    ],
)
def test_a_name_needs_a_place(one, other, places, expected):
    assert sure(face(one, places[0]), face(other, places[1])) == expected


def test_a_person_and_an_organisation_are_never_compared():
    mail = "email:a@b.kg"

    assert sure(face("Асан Үсөн", 1, mail), face("Асан Үсөн", 1, mail, kind="organisation")) == 0


def test_cards_of_one_body_of_the_register_are_one():
    one = face("Көк-Жар айыл өкмөтү", 1, kind="organisation", body=7)

    assert sure(one, face("АО Кок-Жар", 2, kind="organisation", body=7)) == CERTAIN
    assert sure(one, face("Көк-Жар айыл өкмөтү", 1, kind="organisation", body=8)) == 0


def test_ways_to_one_mailbox_are_one():
    assert rules.contact_key("email", "a.b+news@gmail.com") == rules.contact_key(
        "email", "ab@googlemail.com"
    )


@pytest.mark.django_db
def test_a_look_alike_is_asked_about_when_it_is_entered():
    place = kok_jar()
    for name in (("Токтогулов", "Бакыт"), ("Bakyt", "Toktogulov")):
        card = Client(family_name=name[0], given_name=name[1], territory=place, category="lsg")
        services.enter_client(client=card, email="", phone="", by_user_id=UserFactory().pk, at=NOW)

    pair = DuplicateSuspicion.objects.get()
    assert (pair.certainty, pair.reason) == (LIKELY, "name")


@pytest.mark.django_db
def test_nightly_only_what_has_changed_is_compared():
    ids = [ClientFactory(given_name="Бакыт", phone="+996555123456").pk for _number in range(2)]
    first = search.compare(client_ids=ids, at=NOW)
    second = search.compare(client_ids=ids, at=NOW)

    assert (first.changed, first.raised) == (2, 1)
    assert (second.changed, second.compared) == (0, 0)


@pytest.mark.django_db
def test_what_was_found_different_is_not_asked_again():
    ids = [ClientFactory(given_name="Бакыт", phone="+996555123456").pk for _number in range(2)]
    search.compare(client_ids=ids, at=NOW)
    pair = DuplicateSuspicion.objects.get()
    services.dismiss_suspicion(suspicion_id=pair.pk, by_user_id=UserFactory().pk, at=NOW)

    Client.objects.filter(pk=ids[0]).update(search_key="токтогулов бакит асанович")
    search.compare(client_ids=ids, at=NOW)

    assert not DuplicateSuspicion.objects.filter(dismissed_at=None).exists()


@pytest.mark.django_db
def test_an_erased_card_is_nobodys_double_and_asks_for_nothing(client, administrator):
    cards = [ClientFactory(family_name="Асанова", given_name=name) for name in ("Айгүл", "Айгул")]
    for one in cards:
        one.contacts.create(channel="phone", value="996700000123")
    search.compare(client_ids=[one.pk for one in cards], at=clock.now())
    TermFactory(client=cards[0])
    assert DuplicateSuspicion.objects.exists()

    privacy.erase(of_client(cards[0]), clock.now())
    search.compare(client_ids=[one.pk for one in cards], at=clock.now())

    card = client.get(f"/admin/clients/{cards[0].pk}/").context["card"]
    assert card.client.is_nameless
    assert card.next_steps == []
    assert not DuplicateSuspicion.objects.exists()
    assert not MatchKey.objects.filter(client=cards[0]).exists()


@pytest.mark.django_db
def test_the_mailbox_of_a_district_makes_no_pairs():
    surnames = [letter * 6 for letter in "абвгджзклмнпр"[: search.MOST_SHARING + 1]]
    ids = [ClientFactory(family_name=name, email="rayon@mail.kg").pk for name in surnames]

    search.compare(client_ids=ids, at=NOW)

    assert len(ids) > search.MOST_SHARING
    assert not DuplicateSuspicion.objects.exists()


@pytest.mark.django_db
def test_the_rules_find_known_duplicates_and_little_else(trees):
    kok_jar()
    places = list(Territory.objects.values_list("pk", flat=True))[:40]
    truth = bench.fill(1500, places)

    bench.search_all()
    precision, recall, _pairs = bench.judged(truth)

    assert precision >= bench.PRECISION
    assert recall >= bench.RECALL
