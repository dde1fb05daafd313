"""The number of municipalities not reached and the list behind it are explained by one sentence."""

import re
from datetime import date

import pytest
from django.urls import reverse

from membership.clients import figures
from portal.core import clock
from portal.territories.models import Succession, Universe
from tests.factories.portal import TerritoryFactory

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


def test_units_of_today_and_of_before_the_merger_add_up_to_the_list(register):
    reckoning = figures.reckoning(clock.today())

    assert (reckoning.today, reckoning.before) == (1, 1)
    assert reckoning.rows == figures.missing(clock.today()).count()
    assert reckoning.coverage.missing == 264


def test_the_list_says_why_it_has_other_rows_than_the_number(client, administrator, register):
    page = client.get(reverse("clients:missing"))

    told = re.sub(r"\s+", " ", page.content.decode())
    assert "264" in told
    assert "классификатора 2021 года" in told


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
