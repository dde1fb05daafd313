"""The closed text never leaves the house; a term in force opens it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation
from wagtail.rich_text import RichText

from magazine.issues import services
from portal.core import access, clock, roles, tree
from search.models import IndexedEntry
from tests.factories.magazine import OPENING, SECRET, article, issue
from tests.factories.membership import TermFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECRET_WORD = "калкоз"


def shown(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_nobody_without_a_term_is_sent_the_closed_text(client, closed_article):
    text = shown(client, closed_article)

    assert SECRET_WORD not in text
    assert closed_article.title in text
    assert closed_article.summary in text
    assert closed_article.rubric.name_ky in text
    assert "Нургүл ЖАМАНКУЛОВА" in text
    assert all(paragraph in text for paragraph in OPENING)


def test_a_closed_article_says_what_opens_it(client, closed_article):
    text = shown(client, closed_article)

    assert 'id="opens"' in text
    assert reverse("account_login") in text


def test_a_reader_without_a_term_is_not_sent_the_closed_text(
    client, closed_article, reader_without_term
):
    client.force_login(reader_without_term)

    assert SECRET_WORD not in shown(client, closed_article)


def test_a_term_in_force_opens_the_article(client, closed_article, subscriber):
    client.force_login(subscriber)

    text = shown(client, closed_article)

    assert SECRET in text
    assert 'id="opens"' not in text


def test_an_open_article_is_open_to_everybody(client, october):
    page = article(october, access="open")

    assert SECRET in shown(client, page)


def test_an_article_opens_on_its_day(client, october):
    today = clock.today()
    tomorrow = article(october, access="open_from", opens_on=today + timedelta(days=1))
    since_today = article(october, access="open_from", opens_on=today)

    assert SECRET_WORD not in shown(client, tomorrow)
    assert SECRET in shown(client, since_today)


def test_feed_holds_titles_and_summaries_only(client, closed_article):
    text = client.get("/ky/feeds/magazine/").content.decode()

    assert closed_article.title in text
    assert closed_article.summary in text
    assert SECRET_WORD not in text


def test_search_keeps_the_teaser_only(closed_article):
    row = IndexedEntry.objects.get(kind="article", entry_id=closed_article.pk)

    kept = " ".join(str(value) for value in vars(row).values()).lower()
    assert OPENING[0].lower() in kept
    assert SECRET_WORD not in kept


def test_search_finds_an_open_article_by_its_text(october):
    page = article(october, access="open")

    assert SECRET_WORD in page.entry().body


def test_an_article_that_closes_is_forgotten_by_search(october):
    page = article(october, access="open")
    page.access = "subscribers"

    page.save_revision().publish()

    assert SECRET_WORD not in str(vars(IndexedEntry.objects.get(kind="article", entry_id=page.pk)))


def test_search_finds_the_whole_text_from_the_day_of_opening(october, monkeypatch):
    opens_on = clock.today() + timedelta(days=3)
    page = article(october, access="open_from", opens_on=opens_on)
    monkeypatch.setattr(clock, "today", lambda: opens_on)

    services.open_articles_of_the_day(opens_on)

    assert SECRET_WORD in str(vars(IndexedEntry.objects.get(kind="article", entry_id=page.pk)))


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_pdf_is_for_readers_with_a_term(client, closed_article, october, subscriber, language):
    services.make_pdf(issue_id=october.pk)
    address = f"{october.url}pdf/"

    refused = client.get(address)
    client.force_login(subscriber)
    opened = client.get(address)

    assert refused.status_code == 302
    assert refused["Location"] == f"{october.url}#opens"
    assert opened["Content-Type"] == "application/pdf"
    assert b"".join(opened.streaming_content).startswith(b"%PDF")


def test_an_issue_of_open_articles_gives_its_pdf_to_everybody(client, october):
    article(october, access="open")
    services.make_pdf(issue_id=october.pk)

    assert client.get(f"{october.url}pdf/").status_code == 200


@pytest.mark.parametrize("slug", ["2026-10", "no-such-issue", "'", "%00", "x" * 3000])
def test_an_issue_without_a_pdf_has_no_file(client, october, slug):
    assert client.get(f"/ky/magazine/{slug}/pdf/").status_code in {400, 404}


def test_staff_who_edit_the_magazine_read_it(client, closed_article):
    editor = UserFactory()
    editor.groups.add(roles.group(roles.CONTENT_ADMINISTRATOR))
    client.force_login(editor)

    assert SECRET in shown(client, closed_article)


def test_staff_without_rights_on_the_magazine_do_not(client, closed_article):
    manager = UserFactory()
    manager.groups.add(roles.group(roles.MANAGER))
    client.force_login(manager)

    assert SECRET_WORD not in shown(client, closed_article)


def test_a_text_pasted_into_one_block_is_closed_all_the_same(client, october):
    pasted = "".join(f"<p>Абзац {number}.</p>" for number in range(1, 9))
    page = article(october, body=[("paragraph", RichText(pasted))])

    text = shown(client, page)

    assert "Абзац 2." in text
    assert "Абзац 3." not in text


def test_never_more_than_half_of_an_article_is_open(client, october):
    page = article(october, body=[("paragraph", RichText("<p>Жалгыз абзац.</p>"))])

    assert "Жалгыз абзац" not in shown(client, page)


def test_refusal_names_the_day_of_opening(october):
    opens_on = clock.today() + timedelta(days=10)
    page = article(october, access="open_from", opens_on=opens_on)

    with translation.override("ky"):
        refusal = access.refusal_for(page, AnonymousUser())

    assert refusal.code == "needs_term"
    assert refusal.opens_on == opens_on


def test_an_issue_that_is_to_appear_later_is_counted_when_it_appears(magazine):
    term = TermFactory(
        starts_on=date(2026, 1, 1), ends_on=None, issues_left=4, opens="magazine_online"
    )
    later = issue(go_live_at=clock.now() + timedelta(days=3), first_month=12)
    assert not later.live
    term.refresh_from_db()
    waiting = term.issues_left

    later.go_live_at = None
    tree.publish(later)

    term.refresh_from_db()
    assert (waiting, term.issues_left) == (4, 3)
