"""The map of the library: the country, and an oblast as near as its rayons."""

import gzip

import pytest

from portal.territories import services as territories
from portal.territories.models import Territory
from tests.factories.portal import practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]

LIBRARY = "/ky/practices/"
NARYN, KOCHKOR, KOK_JAR = "41704000000000", "41704235000000", "41704235837000"
#: What the map may weigh on the wire.
HEAVIEST = 25_000


@pytest.fixture
def register():
    territories.load_register()


def of(code):
    return Territory.objects.get(soate=code)


def drawn(response):
    """The areas that have practices, by name, with their addresses."""
    return {area.name: area.url for area in response.context["map"]["areas"] if area.count}


def test_the_country_leads_into_an_oblast_and_the_oblast_to_its_rayons(client, register):
    practice(territory=of(KOK_JAR))

    country = client.get(LIBRARY, {"view": "map"})
    assert drawn(country) == {"Нарын облусу": f"?oblast={NARYN}&view=map"}

    oblast = client.get(LIBRARY + drawn(country)["Нарын облусу"])
    assert drawn(oblast) == {"Кочкор району": f"?oblast={NARYN}&rayon={KOCHKOR}&view=map"}
    assert oblast.context["map"]["out_url"] == "?view=map"


def test_the_map_follows_the_other_choices(client, register):
    practice(territory=of(KOK_JAR), outcome="failed")
    practice(territory=of("41711000000000"))

    assert set(drawn(client.get(LIBRARY, {"view": "map", "outcome": "failed"}))) == {"Нарын облусу"}


def test_a_capital_stands_on_the_map_of_the_oblast_around_it(client, register):
    practice(territory=of("41711000000000"))
    practice(territory=of("41708400000010"))

    shown = drawn(client.get(LIBRARY, {"view": "map", "oblast": "41708000000000"}))

    assert shown["Бишкек шаары"] == "?oblast=41711000000000&view=map"


def test_areas_are_reached_by_keyboard_and_told_in_a_table(client, register):
    practice(territory=of(KOK_JAR))

    page = client.get(LIBRARY, {"view": "map", "oblast": NARYN}).content.decode()

    assert 'aria-label="Кочкор району: 1"' in page
    assert "<table" in page
    assert 'tabindex="-1" href' not in page


@pytest.mark.parametrize("query", [{}, {"oblast": NARYN}])
def test_a_page_with_a_map_is_light(client, register, query):
    practice(territory=of(KOK_JAR))

    plain = client.get(LIBRARY, query).content
    mapped = client.get(LIBRARY, {**query, "view": "map"}).content

    assert len(gzip.compress(mapped)) - len(gzip.compress(plain)) < HEAVIEST
