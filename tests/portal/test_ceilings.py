"""Pages stay cheap when every wing has put its part on them."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from feedback.desk.models import AnswerIndexPage, AnswerPage
from portal.core import pagecache, tree
from portal.core.pages import kind_mark, page_mark
from portal.practices.models import PracticePage
from portal.territories import services as territories
from portal.territories.models import Territory
from portal.topics.models import Topic
from tests.factories.magazine import article, issue
from tests.factories.membership import OfficeFactory, UserFactory
from tests.factories.portal import event, news_item, practice

pytestmark = pytest.mark.django_db

MOST = 14
#: The site, the sections and the topics are asked for as well.
MOST_WITH_EMPTY_CACHES = 15


@pytest.fixture(scope="module")
def house(standing):
    """A practice, news, an event, an issue with articles and an answer, all on one topic."""
    territories.load_register()
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


@pytest.fixture
def member(house) -> Client:
    """Somebody who serves in Көк-Жар, signed in."""
    place = Territory.objects.get(soate="41704235837000")
    office = OfficeFactory(client__user=UserFactory(), organisation__territory=place)
    browser = Client()
    browser.force_login(office.client.user)
    return browser


ADDRESSES = [
    "/ky/", "/ky/topics/water/", "/ky/practices/", "/ky/practices/?view=map&sort=like",
    "/ky/practices/p1/", "/ky/materials/", "/ky/events/",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_first_reader_after_a_change_asks_few_questions(
    house, kept_pages, address, django_assert_max_num_queries
):
    """Menus are kept, the page itself is not."""
    Client().get("/ky/news/")
    pagecache.forget("what any page may show", kind_mark("practice", "ky"))
    pagecache.forget(page_mark(PracticePage.objects.get(slug="p1").pk))

    with django_assert_max_num_queries(MOST):
        response = Client().get(address)

    assert response.status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_member_asks_few_questions(
    house, member, kept_pages, address, django_assert_max_num_queries
):
    """What is the same for all was made for somebody before her."""
    Client().get(address)

    with django_assert_max_num_queries(MOST):
        response = member.get(address)

    assert response.status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_asks_few_questions_with_every_cache_empty(
    house, client, address, django_assert_max_num_queries
):
    for cache in caches.all():
        cache.clear()

    with django_assert_max_num_queries(MOST_WITH_EMPTY_CACHES):
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
