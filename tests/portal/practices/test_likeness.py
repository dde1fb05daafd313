"""Municipalities like mine: over what is known of both, with the reasons and the unknown named."""

import pytest

from portal.core import readers
from portal.practices import likeness
from portal.practices.likeness import Traits
from portal.territories.models import Figures
from tests.factories.portal import TerritoryFactory, kok_jar, practice

LIBRARY = "/ky/practices/"


def traits(**fields):
    known = {
        "territory_id": 1,
        "oblast_id": 10,
        "area_id": 100,
        "level": "ayil_aimak",
        "population": 6_000,
        "altitude_m": 1_900,
        "budget_tyiyn": 18_000_000_00,
    }
    return Traits(**{**known, **fields})


def test_a_twin_has_all_the_points():
    assert likeness.between(traits(), traits(territory_id=2)).points == likeness.MOST


@pytest.mark.parametrize(
    ("theirs", "verdict"),
    [
        ({"population": 9_000, "budget_tyiyn": 27_000_000_00}, ("size", "alike")),
        ({"population": 15_000}, ("size", "near")),
        ({"altitude_m": 2_150}, ("altitude", "alike")),
        ({"altitude_m": 1_400}, ("altitude", "near")),
        ({"budget_tyiyn": 27_000_000_00}, ("budget", "alike")),
        ({"area_id": 101}, ("place", "near")),
    ],
)
def test_near_is_told_from_alike(theirs, verdict):
    trait, word = verdict

    assert likeness.between(traits(), traits(**theirs)).alike[trait] == word


@pytest.mark.parametrize(
    ("theirs", "trait"),
    [
        ({"population": 60_000}, "size"),
        ({"altitude_m": 700}, "altitude"),
        ({"oblast_id": 11, "area_id": 110}, "place"),
        ({"level": "city"}, "kind"),
    ],
)
def test_what_differs_earns_nothing(theirs, trait):
    assert trait in likeness.between(traits(), traits(**theirs)).unlike


def test_the_unknown_is_named_and_earns_nothing():
    found = likeness.between(traits(), traits(population=None, altitude_m=None))

    assert found.unknown == ("size", "budget", "altitude")
    assert found.points == likeness.POINTS["place"] + likeness.POINTS["kind"]


def test_likeness_is_mutual():
    one, other = traits(), traits(population=11_000, altitude_m=1_500, area_id=7)

    assert likeness.between(one, other) == likeness.between(other, one)


@pytest.fixture
def home(sections):
    """The reader's municipality with its figures."""
    place = kok_jar()
    Figures.objects.create(
        territory=place, year=2025, population=6_000, altitude_m=1_900, source="Паспорт"
    )
    return place


@pytest.mark.django_db
def test_the_likest_comes_first_with_the_reasons_in_words(client, home):
    like = practice(territory=TerritoryFactory(parent=home.parent), population=6_400)
    practice(territory=TerritoryFactory(city=True), population=90_000, altitude_m=700)

    rows = client.get(LIBRARY, {"like": home.pk, "sort": "like"}).context["rows"]

    assert rows[0].title == like.title
    assert "ошол эле район" in rows[0].note
    assert "6\u00a0400" in rows[0].note
    assert "Бул жер боюнча белгисиз: бийиктик, бюджет" in rows[0].note
    assert "окшоштугу аз" in rows[1].note


@pytest.mark.django_db
def test_what_is_not_known_of_ones_own_municipality_is_said_once(client, home):
    page = client.get(LIBRARY, {"like": home.pk, "sort": "like"}).content.decode()

    assert "белгисиз: бюджет" in page


@pytest.mark.django_db
def test_the_municipality_is_chosen_by_any_spelling(client, home):
    response = client.get(LIBRARY, {"topic": "water", "municipality": "kok zhar", "pick": "1"})

    assert response.status_code == 302
    assert response.url == f"{LIBRARY}?topic=water&like={home.pk}&sort=like"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["жокжерде", "x" * 5_000, "<script>alert(1)</script>"])
def test_a_name_nobody_knows_is_asked_for_again(client, home, typed):
    response = client.get(LIBRARY, {"municipality": typed})

    assert response.status_code == 200
    assert response.context["place_form"].errors
    assert b"<script>alert" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("like", ["0", "-1", "9" * 30, "²", "x"])
def test_a_made_up_municipality_is_as_good_as_none(client, home, like):
    response = client.get(LIBRARY, {"like": like, "sort": "like"})

    assert response.status_code == 200
    assert response.context["place"] is None


@pytest.mark.django_db
def test_without_a_municipality_the_order_by_likeness_asks_for_one(client, home):
    assert client.get(LIBRARY, {"sort": "like"}).context["place_form"] is not None


@pytest.mark.django_db
def test_nobody_who_is_not_signed_in_has_a_municipality(rf):
    assert readers.municipality_of(None) is None
