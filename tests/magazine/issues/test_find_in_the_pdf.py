"""Words of the printed issue are found on their page, as long as all of it is open."""

from datetime import timedelta

import pytest
from wagtail.models import PageViewRestriction

from magazine.issues import services
from magazine.issues.models import ArticlePage
from portal.core import clock
from search import services as search
from search.models import IndexedPage
from tests.factories.magazine import SECRET, article

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OPEN, CLOSED = ArticlePage.Access.OPEN, ArticlePage.Access.SUBSCRIBERS
WORD = SECRET.split()[0]


def issues_found(text=WORD):
    return search.ask(text, prefers="ky", kind="issue").hits


@pytest.fixture
def open_article(october):
    found = article(october, access=OPEN)
    services.make_pdf(issue_id=october.pk)
    return found


def change(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_hit_names_the_page_of_the_pdf_and_opens_there(open_article, october):
    (hit,) = issues_found()

    assert hit.page > 1
    assert hit.url == f"/ky/magazine/{october.slug}/pdf/#page={hit.page}"
    assert WORD in hit.passage.text


def test_an_issue_with_a_closed_article_gives_no_page(open_article, october):
    article(october, title="Жабык", access=CLOSED)
    services.make_pdf(issue_id=october.pk)

    assert not issues_found()
    assert not IndexedPage.objects.exists()


def test_an_article_that_is_closed_takes_its_words_out_at_once(open_article):
    change(open_article, access=CLOSED)

    assert not issues_found()


def test_an_article_that_goes_away_takes_its_words_out_at_once(open_article, october):
    open_article.unpublish()
    assert not issues_found()

    services.make_pdf(issue_id=october.pk)
    assert not issues_found()


def test_a_restricted_article_is_neither_printed_nor_found(open_article, october):
    PageViewRestriction.objects.create(page=open_article, restriction_type="login")
    assert not issues_found()

    services.make_pdf(issue_id=october.pk)
    assert not issues_found()


def test_the_last_article_that_opens_opens_the_pdf(october, monkeypatch):
    tomorrow = clock.today() + timedelta(days=1)
    article(october, access=ArticlePage.Access.OPEN_FROM, opens_on=tomorrow)
    services.make_pdf(issue_id=october.pk)
    assert not issues_found()

    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    services.open_articles_of_the_day(tomorrow)

    assert issues_found()[0].page > 1
