"""A topic page begins with the best practices and ends with people and a question."""

import pytest
from django.db import connection

from portal.practices import on_topic
from portal.topics.models import Topic, TopicPage, TopicPick
from tests.factories.portal import adoption, practice

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]


@pytest.fixture
def water():
    return Topic.objects.get(slug="water")


def best(topic, language="ky"):
    return [page.title for page in on_topic.shelf(language, topic.pk).best]


def test_what_was_taken_over_comes_before_what_was_not(water):
    for title in ("А", "Б", "В", "Г"):
        practice(title=title, topics=[water])
    known = practice(title="Белгилүү", topics=[water])
    for _time in range(2):
        adoption(known, state="in_use")

    assert best(water)[0] == "Белгилүү"
    assert len(best(water)) == 3


def test_what_did_not_work_comes_last(water):
    failed = practice(title="Ишке ашпады", topics=[water], outcome="failed")
    adoption(failed, state="in_use")
    practice(title="Иштейт", topics=[water])

    assert best(water) == ["Иштейт", "Ишке ашпады"]


def test_the_editors_choice_comes_first_in_both_languages(water):
    chosen = practice(title="Тандалган", topics=[water], outcome="failed")
    practice(title="Выбранная", language="ru", twin=chosen, topics=[water], outcome="failed")
    for language in ("ky", "ru"):
        adoption(practice(title=f"{language}", language=language, topics=[water]), state="in_use")
    topic_page = TopicPage.objects.get(topic=water, locale__language_code="ky")
    TopicPick.objects.create(topic_page=topic_page, page=chosen)

    assert best(water)[0] == "Тандалган"
    assert best(water, "ru")[0] == "Выбранная"


def test_only_who_agreed_is_named(water, client):
    practice(topics=[water], contact_name="Бакыт", contact_consent=True)
    practice(topics=[water], contact_name="Замира", contact_consent=False)

    page = client.get("/ky/topics/water/").content.decode()

    assert "Бакыт" in page
    assert "Замира" not in page


def test_the_shelf_is_one_question(water, django_assert_num_queries):
    for number in range(14):
        page = practice(topics=[water], slug=f"p{number}")
    adoption(page, state="in_use")

    assert connection.features.supports_json_field  # Django asks the database once
    with django_assert_num_queries(1):
        shelf = on_topic.shelf("ky", water.pk)

    assert (len(shelf.best), len(shelf.newest), shelf.has_more) == (3, 8, True)


def test_a_question_goes_on_with_topic_and_text(water, client):
    box = client.get("/ky/topics/water/").content.decode()
    form = client.get("/ky/ask/", {"topic": "water", "text": "Тарифти ким бекитет?"})

    assert 'name="topic" value="water"' in box
    assert form.context["form"]["topic"].value() == water.pk
    assert "Тарифти ким бекитет?" in form.content.decode()


@pytest.mark.parametrize("topic", ["", "nothing", "'\"<", "9" * 200])
def test_a_topic_made_up_asks_about_none(client, topic):
    form = client.get("/ky/ask/", {"topic": topic})

    assert form.status_code == 200
    assert form.context["form"]["topic"].value() is None


def test_a_topic_is_followed_by_feed_reader_and_calendar(client, water):
    page = client.get("/ru/topics/water/").content.decode()

    for address in (
        "/ru/open-data/feeds/topics/water/",
        "/ru/open-data/feeds/events/topics/water/",
        "/ru/attend/calendar/topic/water.ics",
    ):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
