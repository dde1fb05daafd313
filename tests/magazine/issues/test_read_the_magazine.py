"""From the archive to an issue to an article."""

import pytest
from django.core.cache import caches

from magazine.issues import services
from portal.core import pagecache, slots
from portal.home.models import HomePage
from portal.topics.models import Topic
from tests.factories.magazine import article, issue

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST_QUERIES = 15


def shown(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def cold():
    """Nothing is kept from earlier requests."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(scope="module")
def full_issue(standing):
    """Six articles, the last one open."""
    october = issue()
    topics = list(Topic.objects.filter(slug__in=["water", "budget"]))
    for number in range(6):
        article(october, topics=topics, access="open" if number == 5 else "subscribers")
    services.make_pdf(issue_id=october.pk)
    return october


def test_archive_begins_with_the_current_issue(client, full_issue):
    issue(first_month=9, title="Жаңы бюджет")
    issue(year=2025, first_month=12, title="Жол")

    text = shown(client, "/ky/magazine/")

    assert text.index("10 (180)") < text.index("9 (179)") < text.index("12 (170)")
    assert text.index('id="current"') < text.index('id="year-2026"') < text.index('id="year-2025"')
    assert "Суу тарифи 1" in text


def test_empty_archive_says_so(client, magazine):
    assert "issues/" not in shown(client, "/ky/magazine/")


def test_contents_of_an_issue_give_rubric_title_authors_and_page(client, full_issue):
    text = shown(client, full_issue.url)

    assert text.count("contents__rubric") == 1
    assert text.count("contents__item") == 6
    assert "Нургүл ЖАМАНКУЛОВА" in text
    assert ">14</span>" in text
    assert text.count("badge--ok") == 1


def test_an_issue_has_two_faces(client, full_issue):
    issue("ru", twin=full_issue)

    text = shown(client, full_issue.url)

    assert 'href="/ru/magazine/2026-10/" lang="ru"' in text
    assert 'href="/ky/magazine/2026-10/" lang="ky" hreflang="ky" aria-current="page"' in text


def test_only_readers_with_access_see_the_link_to_the_pdf(client, full_issue, subscriber):
    before = shown(client, full_issue.url)
    client.force_login(subscriber)
    after = shown(client, full_issue.url)

    assert "/pdf/" not in before
    assert 'id="opens"' in before
    assert 'href="/ky/magazine/2026-10/pdf/"' in after
    assert 'id="opens"' not in after


def test_article_leads_to_its_neighbours_issue_and_topics(client, full_issue):
    text = shown(client, "/ky/magazine/2026-10/suu-3/")

    assert 'href="/ky/magazine/2026-10/suu-2/" rel="prev"' in text
    assert 'href="/ky/magazine/2026-10/suu-4/" rel="next"' in text
    assert 'href="/ky/magazine/2026-10/"' in text
    assert 'href="/ky/topics/water/"' in text


def test_article_says_how_to_cite_it(client, full_issue):
    text = shown(client, "/ky/magazine/2026-10/suu-1/")

    assert (
        "Жаманкулова Н. Суу тарифи 1 // Муниципалитет. – 2026. – №\xa010 (180). – "
        "Б.\xa04–5. – ISSN 1694-7053." in text
    )
    assert '<meta name="citation_author" content="Жаманкулова, Нургүл">' in text
    assert '<meta name="citation_firstpage" content="4">' in text


@pytest.mark.parametrize(("slug", "is_free"), [("suu-1", "false"), ("suu-6", "true")])
def test_search_engines_are_told_whether_an_article_is_free(client, full_issue, slug, is_free):
    assert f'"isAccessibleForFree": {is_free}' in shown(client, f"/ky/magazine/2026-10/{slug}/")


@pytest.mark.parametrize(
    "address",
    ["/ky/magazine/", "/ky/magazine/2026-10/", "/ky/magazine/2026-10/suu-1/",
     "/ky/magazine/2026-10/suu-6/"],
)  # fmt: skip
def test_a_page_asks_few_questions(
    client, full_issue, cold, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(MOST_QUERIES):
        shown(client, address)


@pytest.mark.parametrize("address", ["/ky/magazine/2026-10/", "/ky/magazine/2026-10/suu-1/"])
def test_pages_for_everybody_may_be_kept(client, full_issue, kept_pages, address):
    with pagecache.making() as made:
        text = shown(client, address)

    assert made.may_be_kept
    assert "csrf" not in text


def test_home_page_shows_the_current_issue(full_issue, django_assert_max_num_queries):
    home = HomePage.objects.get(locale__language_code="ky")
    slots.render("home.issue", {"page": home})

    with django_assert_max_num_queries(4):
        text = slots.render("home.issue", {"page": home})

    assert "10 (180)" in text
    assert text.count("contents__item") == 6


def test_topic_page_shows_the_articles_of_the_topic(client, full_issue):
    text = shown(client, "/ky/topics/water/")

    assert "Суу тарифи 1" in text
    assert "Суу тарифи 1" not in shown(client, "/ky/topics/roads/")


def test_the_magazine_has_a_feed(client, full_issue):
    response = client.get("/ky/feeds/magazine/")

    assert response["Content-Type"].startswith("application/atom+xml")
    assert response.content.decode().count("<entry>") == 6
