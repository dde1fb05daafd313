"""The number of municipalities not reached and the list behind it are explained by one sentence."""

import re
from datetime import date

import pytest
from django.urls import reverse

from portal.territories.models import Succession, Universe
from tests.factories.membership import ClientFactory
from tests.factories.portal import TerritoryFactory, kok_jar

pytestmark = pytest.mark.django_db

MERGED_ON = date(2024, 12, 31)


@pytest.fixture
def register():
    Universe.objects.create(as_of="2026-01-01", ayil_aimaks=230, cities=34, source="Нацстатком")
    today = TerritoryFactory(name_ru="Сегодняшний айылный аймак")
    before = TerritoryFactory(name_ru="Прежний айылный аймак", in_force_until=MERGED_ON)
    entered = TerritoryFactory(name_ru="Вошедший айылный аймак", in_force_until=MERGED_ON)
    Succession.objects.create(predecessor=entered, successor=today, kind="merged", source="токтом")
    return today, before


def told(page):
    return re.sub(r"\s+", " ", page.content.decode())


def test_the_list_says_why_it_has_other_rows_than_the_number(client, administrator, register):
    page = client.get(reverse("clients:missing"))

    assert "муниципалитетов 264: охвачено 0, не охвачено 264" in told(page)
    assert "В этом списке строк: 2." in told(page)
    assert (page.context["reckoning"].today, page.context["reckoning"].before) == (1, 1)


def test_the_sentence_is_about_the_narrowed_list_and_keeps_its_filters(
    client, administrator, register
):
    oblast = kok_jar(in_force_until=MERGED_ON).parent.parent_id

    page = client.get(reverse("clients:missing"), {"oblast": oblast})

    assert "264" not in told(page)
    assert page.context["reckoning"].rows == len(page.context["object_list"]) == 1
    assert f"?oblast={oblast}&amp;known=today" in told(page)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"known": "today"}, {"Сегодняшний айылный аймак"}),
        ({"known": "before"}, {"Прежний айылный аймак"}),
        ({"level": "ayil_aimak"}, {"Сегодняшний айылный аймак", "Прежний айылный аймак"}),
        ({"level": "city"}, set()),
    ],
)
def test_the_list_is_narrowed(client, administrator, register, query, names):
    page = client.get(reverse("clients:missing"), query)

    assert {unit.name_ru for unit in page.context["object_list"]} == names


def test_everybody_known_there_is_one_list_of_clients(client, administrator, register):
    today, before = register
    wanted = {ClientFactory(territory=today), ClientFactory(territory=before)}
    ClientFactory(territory=None)

    page = client.get(reverse("clients:missing"), {"service": "portal"})
    people = client.get(page.context["people_url"])

    assert set(people.context["object_list"]) == wanted
    assert client.get(reverse("clients:missing"), {"level": "city"}).context["people_url"] == ""
