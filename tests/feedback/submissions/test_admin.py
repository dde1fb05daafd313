"""What the reviewer works with."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from feedback.submissions import groundwork, sections
from feedback.submissions.checklist import Point
from feedback.submissions.models import Submission
from portal.core import roles, waiting
from portal.core.models import Letter
from portal.practices import groundwork as practices
from tests.factories.feedback import member, sent
from tests.factories.membership import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(trees):
    practices.lay()
    groundwork.lay()
    person = UserFactory(is_staff=True)
    person.groups.add(Group.objects.get(name=roles.REVIEWER))
    return person


@pytest.fixture
def browser(reviewer):
    browser = Browser()
    browser.force_login(reviewer)
    return browser


def address(name, submission):
    return reverse(f"submissions_review:{name}", args=[submission.pk])


def ago(days):
    return timezone.now() - timedelta(days=days)


def test_the_queue_shows_what_is_due_first(browser, django_assert_max_num_queries):
    late, early = sent(at=ago(2), title="Кийинки"), sent(at=ago(40), title="Биринчи")
    browser.get("/admin/submissions/")

    with django_assert_max_num_queries(16):
        text = browser.get("/admin/submissions/").content.decode()

    assert text.index(early.title) < text.index(late.title)
    assert "review-clock--overdue" in text


@pytest.mark.parametrize("asked", ["0001", "көк жар", "ТУТУК", "'\"><script>", "x" * 10_000])
def test_the_queue_is_searched_in_any_spelling(browser, asked):
    sent(at=ago(1))

    answer = browser.get("/admin/submissions/", {"q": asked})

    assert answer.status_code == 200
    assert ("T-2" in answer.content.decode()) == (len(asked) < 10)


def test_open_points_ask_for_a_word_before_the_practice_is_accepted(browser):
    submission = sent(at=ago(1))

    answer = browser.post(address("accept", submission), {"checked": ["place"], "reasons": ""})

    assert "Отмечены не все пункты" in answer.content.decode()
    assert Submission.objects.get().state == "submitted"


def test_what_was_accepted_waits_for_those_who_can_publish(browser, reviewer):
    queue = dict(waiting.queues)["submissions.accepted"]
    submission = sent(at=ago(1))
    browser.post(address("accept", submission), {"checked": Point.values})
    editor = UserFactory(is_superuser=True)

    counted = waiting.counted(queue(editor), on=timezone.localdate())
    card = browser.get(address("card", submission)).content.decode()

    assert counted.count == 1
    assert counted.url.endswith("?state=accepted")
    assert queue(reviewer) is None
    assert address("return", submission) in card


def test_hostile_filters_are_survived(browser):
    for parameters in ({"state": "\x00"}, {"state": "'"}, {"p": "x"}, {"ordering": "'; --"}):
        assert browser.get("/admin/submissions/", parameters).status_code in {200, 400}


def test_the_card_returns_with_reasons_and_writes_to_the_author(browser):
    submission = sent(member(email="aigul@mail.kg"), at=ago(1))

    browser.post(
        address("return", submission),
        {"checked": ["place"], "reasons": "Сүрөт <b>кошуңуз</b>."},
    )

    letter = Letter.objects.get(kind="returned")
    submission.refresh_from_db()
    assert submission.state == "returned"
    assert "Сүрөт <b>кошуңуз</b>." in letter.text
    assert "<b>" not in letter.html


@pytest.mark.parametrize("deed", ["return", "decline"])
def test_without_reasons_the_form_comes_back_with_what_was_ticked(browser, deed):
    submission = sent(at=ago(1))

    answer = browser.post(address(deed, submission), {"checked": ["money"], "reasons": " "})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="money" ' in text
    assert "checked" in text
    assert Submission.objects.get().state == "submitted"


@pytest.mark.parametrize("typed", ["\x00", "ө" * 12_000, "<script>alert(1)</script>"])
def test_hostile_words_to_the_author_are_survived(browser, typed):
    submission = sent(at=ago(1))

    answer = browser.post(address("decline", submission), {"checked": ["'"], "reasons": typed})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_accepting_leads_those_who_may_edit_to_the_draft_of_the_page(
    browser, django_assert_max_num_queries
):
    submission = sent(at=ago(1))
    editor = Browser()
    editor.force_login(UserFactory(is_staff=True, is_superuser=True))

    ticked = {"checked": Point.values}
    answer = browser.post(address("accept", submission), ticked, follow=True)
    with django_assert_max_num_queries(30):
        card = editor.get(address("card", submission))

    submission.refresh_from_db()
    to_page = f"/admin/pages/{submission.page_id}/edit/"
    assert to_page in card.content.decode()
    assert to_page not in answer.content.decode()


def test_her_own_practice_shows_no_decision(browser, reviewer):
    submission = sent(reviewer, at=ago(1))

    card = browser.get(address("card", submission)).content.decode()
    browser.post(address("accept", submission), {})

    assert address("accept", submission) not in card
    assert Submission.objects.get().state == "submitted"


def test_what_waits_is_on_the_morning_screen(reviewer):
    sent(at=ago(40))
    sent(at=ago(1))

    queue = dict(waiting.queues)["submissions"](reviewer)
    nobody = dict(waiting.queues)["submissions"](UserFactory())

    assert (queue.count, queue.overdue) == (2, 1)
    assert queue.due_on < timezone.localdate()
    assert nobody is None


def test_the_client_card_shows_what_she_sent_in(reviewer, rf, django_assert_max_num_queries):
    author = member()
    submission = sent(author, at=ago(1))
    request = rf.get("/")
    request.user = reviewer
    reviewer.has_perm("submissions.view_submission")

    with django_assert_max_num_queries(1):
        shown = sections.on_the_card({"client_id": submission.client_id, "request": request})

    assert submission.number in shown
