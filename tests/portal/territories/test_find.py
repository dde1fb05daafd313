"""A municipality is found however its name is spelt."""

import pytest
from django.urls import reverse

from portal.territories import selectors, services
from portal.territories.models import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    services.load_register()


KOK_JAR = "Көк-Жар айыл аймагы"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("кок жар", KOK_JAR),
        ("kok-zhar", KOK_JAR),
        ("kok jar", KOK_JAR),
        ("KOK ZHAR", KOK_JAR),
        ("Кёк-Жар", KOK_JAR),
        ("Кек-Жарский", KOK_JAR),
        ("кек джар", KOK_JAR),
        ("көк-жар", KOK_JAR),
        ("Көк-Жар айыл өкмөтү", KOK_JAR),
        ("кок-жарский айыльный аймак", KOK_JAR),
        ("kök jar", KOK_JAR),
        ("кокжар", KOK_JAR),
        ("кок жаp", KOK_JAR),  # the last letter is Latin
        ("джеты огуз", "Жети-Өгүз айыл аймагы"),
        ("терт кель", "Төрт-Көл айыл аймагы"),
        ("Жалал-Абад", "Манас шаары"),
        ("исфана", "Раззаков шаары"),
        ("чон алай", "Чоң-Алай айыл аймагы"),
        ("Uzgen", "Өзгөн шаары"),
        ("тюп", "Түп айыл аймагы"),
        ("бишкек", "Бишкек шаары"),
        ("кум дебе", "Кум-Дөбө айыл аймагы"),
        ("барскаун", "Барскоон айыл аймагы"),
    ],
)
def test_a_unit_is_found_by_any_spelling(register, typed, name):
    assert selectors.find(typed)[0].name_ky == name


def test_whoever_types_an_earlier_name_sees_why_the_unit_was_found(register):
    [manas, *_others] = selectors.find("Жалал-Абад")
    assert "Жалал-Абад" in selectors.describe(manas).note

    [today, *_others] = selectors.find("Манас шаары")
    assert selectors.describe(today).note == ""


def test_units_of_one_name_are_told_apart_by_what_they_are_part_of(register):
    found = [selectors.describe(one) for one in selectors.find("кок жар")]

    places = {place.place for place in found if place.name == KOK_JAR}
    assert places == {"Кочкор району, Нарын облусу", "Ак-Талаа району, Нарын облусу"}


def test_the_name_of_the_rayon_narrows_the_search(register):
    (only,) = selectors.find("кок жар кочкор")

    assert only.parent.name_ky == "Кочкор району"


def test_in_place_of_a_merged_unit_its_successor_is_offered(register):
    found = selectors.find("оруктунский")

    assert found[0].name_ky == "Ала-Бука айыл аймагы"
    assert found[0].found_as.name_ky == "Өрүктү айыл аймагы"


def test_a_merged_unit_is_still_found_for_the_archive(register):
    found = selectors.find("маевка", registrable=False)

    assert found[0].name_ky == "Маевка айыл аймагы"


@pytest.mark.parametrize("typed", ["", "   ", "айыл аймагы", "'\"%_\\", "щ" * 10_000, "1234", "🐑"])
def test_nothing_is_found_for_what_is_no_name(register, typed):
    assert selectors.find(typed) == []


def test_finding_asks_at_most_two_questions(register, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        [selectors.describe(one) for one in selectors.find("кок")]


def test_the_chooser_gets_names_with_their_place(register, client):
    answer = client.get(reverse("territories:find"), {"q": "kok-zhar"}).json()

    assert answer["places"][0]["name"] == KOK_JAR
    assert "Нарын облусу" in answer["places"][0]["place"]


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": ["a", "b"]}, {"q": "<script>" * 500}])
def test_the_chooser_survives_any_parameter(register, client, query):
    assert client.get(reverse("territories:find"), query).status_code == 200


def test_the_place_is_named_from_the_unit_up(register):
    unit = Territory.objects.with_place().get(soate="41704235837000")

    assert selectors.path_names(unit, "ru") == [
        "Кок-Жарский айылный аймак",
        "Кочкорский район",
        "Нарынская область",
    ]
