"""Beside a page stands what is nearest in meaning, and nothing closed."""

from datetime import date

import pytest

from portal.core.entries import Entry
from portal.topics.models import Topic
from search import related, services
from tests.factories.portal import grow_sections, news_item, practice

pytestmark = pytest.mark.django_db

OBLAST, RAYON, OWN = "41704000000000", "41704235000000", "41704235837000"


def put(id_, *, kind="practice", topics=("water",), territories=(), day=1, locale="ky"):
    services.put_entry(
        Entry(
            kind=kind,
            id=id_,
            locale=locale,
            url=f"/{locale}/{id_}/",
            title=f"Текст {id_}",
            topics=topics,
            territories=territories,
            published_on=date(2026, 3, day),
        )
    )


def near(**asked):
    question = {
        "kind": "practice",
        "entry_id": 1,
        "locale": "ky",
        "topics": ["water", "services"],
        "territories": [OWN, RAYON, OBLAST],
    }
    return [row["entry_id"] for row in related.to(**{**question, **asked})]


def test_shared_topics_come_first_then_the_nearer_place_then_the_newer():
    put(1)
    put(2, topics=("water", "services"), day=1)
    put(3, kind="news", territories=(RAYON, OBLAST), day=1)
    put(4, kind="answer", territories=(OBLAST,), day=2)
    put(5, kind="event", day=9)
    put(6, kind="article", day=8)

    assert near() == [2, 3, 4, 5, 6]


def test_other_topics_and_other_languages_stay_away():
    put(2, topics=("roads",))
    put(3, locale="ru")
    put(4, kind="topic")

    assert near() == []


def test_a_thing_without_topics_has_nothing_related():
    put(2)

    assert near(topics=[]) == []


def test_no_kind_pushes_the_others_out():
    for number in range(2, 12):
        put(number, day=20)
    put(20, kind="news", day=1)

    found = near()

    assert found == [11, 10, 9, 20]


def test_one_question_however_large_the_index_is(django_assert_num_queries):
    for number in range(2, 60):
        put(number)

    with django_assert_num_queries(1):
        near()


def test_the_news_lead_to_the_practice_and_back(trees, client):
    grow_sections()
    water = Topic.objects.get(slug="water")
    page = practice(title="Эсептегичтер", topics=[water])
    news = news_item(title="Суу боюнча жыйын")
    news.topics = [water]
    news.save_revision().publish()

    assert "Суу боюнча жыйын" in client.get(page.url).content.decode()
    assert "Эсептегичтер" in client.get(news.url).content.decode()


def test_what_is_unpublished_is_no_longer_offered(trees, client):
    grow_sections()
    water = Topic.objects.get(slug="water")
    page, other = (practice(title=title, topics=[water]) for title in ("Биринчи", "Экинчи"))
    other.unpublish()

    assert "Экинчи" not in client.get(page.url).content.decode()
