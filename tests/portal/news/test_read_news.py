"""News: the latest first, as pages and as a feed."""

from datetime import date

import pytest

from tests.factories.portal import ProjectFactory, news_item

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]


def test_the_latest_news_comes_first(client):
    older = news_item(published_on=date(2026, 10, 1))
    newer = news_item(published_on=date(2026, 11, 1))

    rows = client.get("/ky/news/").context["rows"]

    assert [row.title for row in rows] == [newer.title, older.title]


def test_a_piece_of_news_names_its_day_and_its_donor(client):
    page = news_item(donor_label="«Таза булак» долбоорунун колдоосу менен")

    shown = client.get(page.url).content.decode()

    assert "2026-жылдын 1-ноябры" in shown
    assert "«Таза булак»" in shown


def test_the_feed_holds_the_news_of_its_language(client):
    shown = news_item()
    other = news_item(language="ru")

    feed = client.get("/ky/feeds/news/")

    assert feed["Content-Type"].startswith("application/atom+xml")
    assert shown.title in feed.content.decode()
    assert f"http://testserver/ky/news/{shown.slug}/" in feed.content.decode()
    assert f"/{other.slug}/" not in feed.content.decode()


def test_a_feed_that_is_not_newer_is_not_sent_again(client):
    news_item()
    changed = client.get("/ky/feeds/news/")["Last-Modified"]

    again = client.get("/ky/feeds/news/", headers={"If-Modified-Since": changed})

    assert again.status_code == 304


def test_there_is_no_feed_of_an_unknown_section(client):
    assert client.get("/ky/feeds/secrets/").status_code == 404


def test_news_carry_the_label_of_their_project_and_are_narrowed_by_it(client):
    project = ProjectFactory(slug="strong")
    told = news_item(project=project)
    news_item()

    page = client.get(told.url).content.decode()
    context = client.get("/ky/news/?project=strong").context

    assert project.label in page
    assert [row.title for row in context["rows"]] == [told.title]
    assert project.label in context["rows"][0].facts
    assert [choice.count for choice in context["facets"][0].choices] == [1]


def test_the_list_of_news_costs_the_same_however_many_projects_there_are(
    client, django_assert_max_num_queries
):
    for _number in range(6):
        news_item(project=ProjectFactory())

    with django_assert_max_num_queries(14):
        client.get("/ky/news/")


def test_a_feed_of_news_is_sent_once(client):
    news_item()
    first = client.get("/ru/feeds/news/")
    assert first.status_code == 200

    again = client.get(
        "/ky/feeds/news/",
        headers={"If-Modified-Since": client.get("/ky/feeds/news/")["Last-Modified"]},
    )

    assert again.status_code == 304
