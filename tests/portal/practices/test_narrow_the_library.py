"""The library is narrowed by topic, oblast and outcome without scripts."""

import pytest

from portal.topics.models import Topic
from tests.factories.portal import TerritoryFactory, kok_jar, practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]

LIBRARY = "/ky/practices/"


@pytest.fixture
def water():
    return Topic.objects.get(slug="water")


def test_the_newest_practice_comes_first(client):
    older, newer = practice(), practice()

    rows = client.get(LIBRARY).context["rows"]

    assert [row.title for row in rows] == [newer.title, older.title]


def test_a_topic_keeps_its_practices(client, water):
    wanted = practice(topics=[water])
    practice()

    rows = client.get(LIBRARY, {"topic": "water"}).context["rows"]

    assert [row.title for row in rows] == [wanted.title]
    assert rows[0].sign == "tap"


def test_an_oblast_keeps_what_lies_in_its_rayons(client):
    place = kok_jar()
    wanted = practice(territory=place)
    practice(territory=TerritoryFactory(city=True))

    rows = client.get(LIBRARY, {"oblast": place.parent.parent.soate}).context["rows"]

    assert [row.title for row in rows] == [wanted.title]


def test_honest_cases_are_a_facet(client):
    wanted = practice(outcome="failed")
    practice()

    rows = client.get(LIBRARY, {"outcome": "failed"}).context["rows"]

    assert [row.title for row in rows] == [wanted.title]


def test_counts_of_a_facet_follow_the_other_choices(client, water):
    practice(topics=[water], outcome="failed")
    practice(topics=[water])

    facets = client.get(LIBRARY, {"topic": "water"}).context["facets"]

    outcome = next(facet for facet in facets if facet.key == "outcome")
    outcomes = {choice.name: choice.count for choice in outcome.choices}
    assert outcomes == {"Иштеп жатат": 1, "Токтоп калган": 0, "Ишке ашкан жок": 1}


def test_a_choice_can_be_taken_back(client, water):
    practice(topics=[water])

    facets = client.get(LIBRARY, {"topic": "water", "outcome": "works"}).context["facets"]

    chosen = next(choice for choice in facets[0].choices if choice.is_current)
    assert chosen.url == "?outcome=works"


@pytest.mark.parametrize(
    "query",
    [
        {"topic": "'; DROP TABLE"},
        {"oblast": "x" * 10_000},
        {"outcome": "<script>alert(1)</script>"},
        {"page": "-1"},
        {"page": "9" * 400},
        {"topic": ["water", "roads"], "page": "²"},
    ],
)
def test_hostile_parameters_show_the_list(client, query):
    practice()

    response = client.get(LIBRARY, query)

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_the_list_costs_the_same_however_long_it_is(client, django_assert_max_num_queries):
    for _number in range(5):
        practice(results=[{"what": "Үй", "before": 0, "after": 9, "unit": "үй"}])

    with django_assert_max_num_queries(15):
        client.get(LIBRARY)


@pytest.mark.parametrize(
    ("language", "words"), [("ky", "Мындай шарт белгисиз"), ("ru", "Неизвестное условие отбора")]
)
@pytest.mark.parametrize(
    ("section", "query", "named"),
    [
        ("practices", {"topic": ["water", "nope"], "oblast": "<zzz>"}, "nope, &lt;zzz&gt;"),
        ("practices", {"like": "abc"}, "abc"),
        ("practices", {"like": "999999"}, "999999"),
        ("events", {"topic": "nope"}, "nope"),
        ("materials", {"lang": "xx"}, "xx"),
        ("news", {"project": "nope"}, "nope"),
    ],
)
def test_a_filter_nobody_knows_is_named_above_the_list(
    client, language, words, section, query, named
):
    page = client.get(f"/{language}/{section}/", query).content.decode()
    plain = client.get(f"/{language}/{section}/").content.decode()

    assert f"{words}: {named}." in page
    assert words not in plain


def test_her_own_practices_come_last_in_the_list_of_those_like_hers(client):
    place = kok_jar()
    practice(territory=place, title="Өзүбүздүкү")
    practice(territory=TerritoryFactory(), title="Башканыкы")

    rows = client.get(LIBRARY, {"like": place.pk, "sort": "like"}).context["rows"]

    assert [row.title for row in rows] == ["Башканыкы", "Өзүбүздүкү"]
