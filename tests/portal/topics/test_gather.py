"""A topic gathers what all rooms have on it, in every language."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page

from portal.topics import groundwork
from portal.topics.models import Topic, TopicPage
from tests.factories.portal import event, news_item, practice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


@pytest.fixture
def water():
    return Topic.objects.get(slug="water")


def test_fifteen_topics_have_a_page_in_three_languages():
    assert Topic.objects.count() == 15
    assert TopicPage.objects.count() == 45


def test_a_second_run_changes_nothing():
    before = Page.objects.count()

    groundwork.lay()

    assert Page.objects.count() == before


def test_a_topic_shows_its_practices_news_and_events(client, water):
    shown = practice(topics=[water])
    hidden = practice()
    news = news_item()
    news.topics = [water]
    news.save()
    coming = event(starts_at=timezone.now() + timedelta(days=3))
    coming.topics = [water]
    coming.save()

    page = client.get("/ky/topics/water/").content.decode()

    assert shown.title in page
    assert hidden.title not in page
    assert news.title in page
    assert coming.title in page


def test_an_english_topic_shows_russian_practices_marked_as_russian(client, water):
    practice(topics=[water], language="ru", title="Вода в каждый дом")

    page = client.get("/en/topics/water/").content.decode()

    assert 'lang="ru">Вода в каждый дом' in page


def test_a_renamed_topic_renames_its_pages(water):
    water.title_ru = "Вода"
    water.save()

    page = TopicPage.objects.get(topic=water, locale__language_code="ru")
    assert page.title == "Вода"


def test_the_list_of_topics_says_how_much_there_is(client, water):
    practice(topics=[water])

    tiles = client.get("/ky/topics/").context["topics"]

    assert {tile.sign: tile.count for tile in tiles}["tap"] == 1


def test_a_topic_asks_at_most_fifteen_questions_cold(client, water, django_assert_max_num_queries):
    for _number in range(5):
        practice(topics=[water])
    event(starts_at=datetime(2030, 1, 1, tzinfo=timezone.get_current_timezone()))
    cache.clear()

    with django_assert_max_num_queries(15):
        client.get("/ky/topics/water/")
