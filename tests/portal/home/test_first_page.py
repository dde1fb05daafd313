"""The first page begins with the question and leads to topics, places and what is new."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.territories import services as territories
from portal.territories.models import Territory
from tests.factories.portal import event, news_item, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]


def test_the_first_page_asks_what_is_being_solved(client):
    shown = client.get("/ky/").content.decode()

    assert "Кандай маселе чечип жатасыз?" in shown
    assert 'action="/ky/search/"' in shown


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_language_has_its_first_page_with_fifteen_topics(client, language):
    context = client.get(f"/{language}/").context

    assert len(context["topics"]) == 15


def test_the_map_counts_practices_by_oblast(client):
    territories.load_register()
    practice(territory=Territory.objects.get(soate="41704235837000"))
    practice(territory=Territory.objects.get(soate="41711000000000"))

    areas = client.get("/ky/").context["areas"]

    assert len(areas) == 9
    assert {area.name: area.count for area in areas if area.count} == {
        "Нарын облусу": 1,
        "Бишкек шаары": 1,
    }
    naryn = next(area for area in areas if area.name == "Нарын облусу")
    assert naryn.url == "/ky/practices/?oblast=41704000000000"


def test_new_practices_next_events_and_news_are_shown(client):
    shown = [
        practice().title,
        event(starts_at=timezone.now() + timedelta(days=1)).title,
        news_item().title,
    ]

    page = client.get("/ky/").content.decode()

    assert all(title in page for title in shown)


def test_the_first_page_asks_at_most_fifteen_questions_cold(client, django_assert_max_num_queries):
    territories.load_register()
    practice()
    news_item()
    cache.clear()

    with django_assert_max_num_queries(15):
        client.get("/ky/")


@pytest.mark.parametrize("slug", ["about", "privacy", "contacts"])
def test_plain_pages_stand_in_every_language(client, slug):
    for language in ("ky", "ru", "en"):
        assert client.get(f"/{language}/{slug}/").status_code == 200
