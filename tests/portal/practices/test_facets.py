"""Facets combine: counts leave the own choice aside, several choices of one facet are either-or."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.practices import bands, library
from portal.practices.models import PracticeFacts
from portal.territories.models import Succession
from portal.topics.models import Topic
from tests.factories.portal import TerritoryFactory, adoption, kok_jar, practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]

LIBRARY = "/ky/practices/"


@pytest.fixture
def water():
    return Topic.objects.get(slug="water")


@pytest.fixture
def roads():
    return Topic.objects.get(slug="roads")


def facet(response, key):
    """Names and counts of one facet of the page."""
    shown = next((one for one in response.context["facets"] if one.key == key), None)
    return {choice.name: choice.count for choice in shown.choices} if shown else {}


def titles(response):
    return [row.title for row in response.context["rows"]]


def test_several_choices_of_one_facet_are_alternatives(client, water, roads):
    first, second = practice(topics=[water]), practice(topics=[roads])
    practice()

    response = client.get(LIBRARY, {"topic": ["water", "roads"]})

    assert titles(response) == [second.title, first.title]


def test_choices_of_two_facets_must_both_fit(client, water):
    wanted = practice(topics=[water], outcome="failed")
    practice(topics=[water])
    practice(outcome="failed")

    response = client.get(LIBRARY, {"topic": "water", "outcome": "failed"})

    assert titles(response) == [wanted.title]


def test_a_facet_counts_as_if_nothing_of_it_were_chosen(client, water, roads):
    practice(topics=[water], outcome="failed")
    practice(topics=[roads], outcome="failed")
    practice(topics=[roads])

    response = client.get(LIBRARY, {"topic": "water", "outcome": "failed"})

    assert facet(response, "topic") == {water.title_ky: 1, roads.title_ky: 1}
    assert facet(response, "outcome")["Ишке ашкан жок"] == 1


def test_rayons_are_offered_for_the_chosen_oblast_only(client):
    here = kok_jar()
    naryn = here.parent.parent
    other = TerritoryFactory(rayon=True, name_ky="Жумгал району", parent=naryn)
    practice(territory=here)
    practice(territory=TerritoryFactory(parent=other))
    practice(territory=TerritoryFactory(city=True))

    assert facet(client.get(LIBRARY), "rayon") == {}
    chosen = client.get(LIBRARY, {"oblast": naryn.soate, "rayon": here.parent.soate})
    assert facet(chosen, "rayon") == {"Кочкор району": 1, "Жумгал району": 1}
    assert facet(chosen, "oblast") == {"Нарын облусу": 2, "Нарын шаары": 1}
    assert len(titles(chosen)) == 1


def test_a_rayon_narrows_its_own_oblast_and_no_other(client):
    here, there = kok_jar(), TerritoryFactory(city=True)
    wanted, also = practice(territory=here), practice(territory=there)
    practice(territory=TerritoryFactory(parent=here.parent.parent, rayon=True))

    response = client.get(
        LIBRARY,
        {"oblast": [here.parent.parent.soate, there.soate], "rayon": here.parent.soate},
    )

    assert titles(response) == [also.title, wanted.title]


def test_taking_an_oblast_back_takes_its_rayons_back(client):
    here = kok_jar()
    practice(territory=here)

    response = client.get(LIBRARY, {"rayon": here.parent.soate})

    oblast = next(one for one in response.context["facets"] if one.key == "oblast").choices[0]
    assert (oblast.is_current, oblast.url) == (True, "?")


def test_size_cost_year_evidence_and_adoption_are_facets(client):
    page = practice(
        population=6480,
        started_on="2021-01-01",
        costs=[{"source": "donor", "amount_tyiyn": 900_000_00, "year": 2021}],
    )
    adoption(page, territory=TerritoryFactory(city=True), state="in_use")

    response = client.get(LIBRARY)

    shown = {one.key: one.choices[0].key for one in response.context["facets"]}
    assert shown["size"] == "size-to-10000"
    assert shown["cost"] == "cost-to-2000000"
    assert shown["year"] == "year-2021"
    assert shown["proof"] == "proof-none"
    assert shown["adopted"] == "adopted-some"


@pytest.mark.parametrize(
    ("people", "band"),
    [
        (None, "unknown"),
        (0, "to-5000"),
        (5000, "to-5000"),
        (5001, "to-10000"),
        (50_001, "over-50000"),
    ],
)
def test_the_end_of_a_band_belongs_to_it(people, band):
    assert bands.size(people) == band


@pytest.mark.parametrize(
    ("tyiyn", "band"),
    [(None, "unknown"), (0, "none"), (1, "to-500000"), (500_000_00, "to-500000")],
)
def test_nothing_stated_is_not_nothing_spent(tyiyn, band):
    assert bands.cost(tyiyn) == band


def test_the_most_adopted_comes_first_when_asked(client):
    popular, newer = practice(), practice()
    adoption(popular, territory=TerritoryFactory(city=True), state="in_use")

    assert titles(client.get(LIBRARY)) == [newer.title, popular.title]
    assert titles(client.get(LIBRARY, {"sort": "adopted"})) == [popular.title, newer.title]


def test_words_narrow_the_list_and_decide_its_order(client):
    practice(title="Көчө жарыгы")
    wanted = practice(title="Ичүүчү суу түтүгү")

    response = client.get(LIBRARY, {"q": "суу түтүк"})

    assert titles(response) == [wanted.title]
    assert facet(response, "outcome")["Иштеп жатат"] == 1
    assert [one["key"] for one in response.context["sorts"] if one["is_current"]] == [
        "sort-relevance"
    ]


def test_a_practice_without_a_twin_is_listed_and_says_its_language(client):
    practice(language="ru", title="Вода")

    response = client.get(LIBRARY)

    row = response.context["rows"][0]
    assert (row.title, row.lang, row.facts[0]) == ("Вода", "ru", "орусча")


def many(number):
    """Practices of all kinds on a few places and topics."""
    topics = list(Topic.objects.in_order()[:3])
    places = [kok_jar(), TerritoryFactory(city=True)]
    for at in range(number):
        practice(
            territory=places[at % 2],
            topics=[topics[at % 3]],
            outcome=("works", "stopped", "failed")[at % 3],
            population=1_000 * at,
        )


@pytest.mark.parametrize("number", [5, 40])
def test_the_page_costs_the_same_however_many_practices(
    client, number, django_assert_max_num_queries
):
    many(number)
    place = kok_jar()

    with django_assert_max_num_queries(14):
        response = client.get(
            LIBRARY, {"view": "map", "outcome": "works", "like": place.pk, "sort": "like"}
        )

    assert response.status_code == 200


def test_all_facets_take_three_queries_when_nothing_is_remembered_and_units_have_ended(rf, trees):
    gone, heir = kok_jar(in_force_until=date(2024, 12, 31)), TerritoryFactory(city=True)
    Succession.objects.create(
        predecessor=gone, successor=heir, kind="merged", happened_on=date(2025, 1, 1)
    )
    practice(territory=gone)
    request = rf.get(LIBRARY, {"outcome": ["works", "failed"]})
    request.user = None
    request.__dict__["_navigation"] = {"topics testserver ky": []}

    with CaptureQueriesContext(connection) as asked:
        found = library.understood(request, "ky")
        counts = found.shelf.counts(found.chosen)
        library.facets(found, counts)

    assert len(asked) == 3
    assert counts["oblast"] == {heir.pk: 1, gone.parent.parent_id: 1}


def test_counts_are_those_of_a_recount_by_hand():
    many(12)
    from portal.practices import shelf

    counted = shelf.of("ky").counts({"outcome": frozenset({"works"})})

    rows = list(PracticeFacts.objects.all())
    working = [row for row in rows if row.outcome == "works"]
    assert counted["outcome"] == Counter(row.outcome for row in rows)
    assert {k: v for k, v in counted["size"].items() if v} == Counter(
        bands.size(row.population) for row in working
    )
    assert {k: v for k, v in counted["oblast"].items() if v} == Counter(
        row.oblast_id for row in working
    )
    assert {k: v for k, v in counted["topic"].items() if v} == Counter(
        slug for row in working for slug in row.topics
    )
