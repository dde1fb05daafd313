"""Pages stay cheap when every wing has put its part on them. "Cold": nothing is in a cache."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from feedback.desk import groundwork as desk
from feedback.desk.models import AnswerIndexPage, AnswerPage
from magazine.issues import groundwork as magazine
from portal.core import tree
from portal.territories import services as territories
from portal.territories.models import Territory
from portal.topics.models import Topic
from tests.factories.magazine import article, issue
from tests.factories.membership import OfficeFactory, UserFactory
from tests.factories.portal import event, grow_sections, news_item, practice

pytestmark = pytest.mark.django_db

#: The first page gathers from every wing.
MOST_AT_HOME = 15
MOST = 14


@pytest.fixture
def house(trees):
    """A practice, news, an event, an issue with articles and an answer, all on one topic."""
    territories.load_register()
    grow_sections()
    magazine.lay()
    desk.lay()
    water = Topic.objects.get(slug="water")
    for _number in range(3):
        practice(topics=[water], slug=f"p{_number}")
    for page in (news_item(), event(starts_at=timezone.now() + timedelta(days=3))):
        page.topics = [water]
        page.save()
    parent = issue()
    for _number in range(3):
        article(parent, topics=[water])
    _answer(water)


def _answer(topic):
    page = AnswerPage(
        live=False,
        title="Тарифти ким бекитет?",
        slug="tarif",
        question="Ким?",
        answer="<p>Айылдык кеңеш.</p>",
        answered_on=date(2026, 11, 2),
        valid_as_of=date(2026, 11, 2),
    )
    page.topics = [topic]
    index = AnswerIndexPage.objects.get(locale__language_code="ky")
    tree.publish(tree.plant(index, page, language="ky"))


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/ky/", MOST_AT_HOME),
        ("/ky/topics/water/", MOST),
        ("/ky/practices/", MOST),
        ("/ky/practices/p1/", MOST),
    ],
)
def test_a_page_asks_few_questions_cold(
    house, client, address, most, django_assert_max_num_queries
):
    for cache in caches.all():
        cache.clear()

    with django_assert_max_num_queries(most):
        response = client.get(address)

    assert response.status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/ky/practices/", "/ky/practices/?view=map&sort=like", "/ky/practices/p1/"],
)
def test_the_library_costs_a_signed_in_reader_no_more(
    house, client, address, django_assert_max_num_queries
):
    place = Territory.objects.get(soate="41704235837000")
    office = OfficeFactory(client__user=UserFactory(), organisation__territory=place)
    client.force_login(office.client.user)
    for cache in caches.all():
        cache.clear()

    with django_assert_max_num_queries(MOST):
        response = client.get(address)

    assert response.status_code == 200


def test_every_wing_is_on_the_first_page_and_on_the_topic(house, client):
    home = client.get("/ky/").content.decode()
    topic = client.get("/ky/topics/water/").content.decode()

    assert all("Тарифти ким бекитет?" in page for page in (home, topic))
    assert all("Суу тарифи" in page for page in (home, topic))


@pytest.mark.parametrize("section", ["practices", "news", "events"])
def test_a_feed_costs_the_same_however_long_it_is(
    house, client, section, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8):
        response = client.get(f"/ky/feeds/{section}/")

    assert response.status_code == 200
