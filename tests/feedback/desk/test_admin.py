"""The inbox and the card in the admin."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client as Browser

from feedback.desk import services
from feedback.desk.models import AnswerPage, Inquiry
from portal.core import clock, roles
from tests.factories.membership import UserFactory
from tests.feedback.desk.test_ask import MONDAY, TEXT, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(trees):
    staff = UserFactory(is_staff=True)
    staff.groups.add(Group.objects.get(name=roles.CLIENT_ADMINISTRATOR))
    browser = Browser()
    browser.force_login(staff)
    return browser


def test_the_inbox_shows_what_waits(browser, django_assert_max_num_queries):
    for _ in range(5):
        ask(UserFactory())

    with django_assert_max_num_queries(25):
        text = browser.get("/admin/inquiries/").content.decode()

    assert "2026-0005" in text


def test_the_inbox_says_how_many_days_are_left(browser):
    late, soon, question = (ask(UserFactory()) for _ in range(3))
    Inquiry.objects.filter(pk=late.pk).update(due_on=clock.today() - timedelta(days=1))
    Inquiry.objects.filter(pk=soon.pk).update(due_on=clock.today() + timedelta(days=3))
    Inquiry.objects.filter(pk=question.pk).update(
        due_on=clock.today() + timedelta(days=3), text="сөз " * 40
    )

    text = browser.get("/admin/inquiries/", {"state": "waiting"}).content.decode()

    assert text.count("review-clock--overdue") == 1
    assert "3 күн калды" in text or "осталось 3 дня" in text.lower() or "3 дня" in text
    assert "сөз …" in text
    assert str(late.client) in text


def test_the_card_answers_and_the_answer_is_final(browser):
    inquiry = ask(UserFactory())

    browser.post(f"/admin/inquiries/{inquiry.pk}/", {"deed": "answer", "text": "Жооп даяр."})
    browser.post(f"/admin/inquiries/{inquiry.pk}/", {"deed": "answer", "text": "Башка жооп."})

    inquiry.refresh_from_db()
    assert inquiry.answer == "Жооп даяр."
    assert "Жооп даяр." in browser.get(f"/admin/inquiries/{inquiry.pk}/").content.decode()


def test_an_empty_answer_is_refused_in_words(browser):
    inquiry = ask(UserFactory())

    text = browser.post(f"/admin/inquiries/{inquiry.pk}/", {"deed": "answer", "text": " "})

    assert text.status_code == 200
    assert Inquiry.objects.get().state == "waiting"


def test_an_answer_becomes_a_draft_page_without_retyping(browser):
    inquiry = ask(UserFactory())
    services.answer(inquiry_id=inquiry.pk, text="Жооп.", by_user_id=inquiry.author_id, at=MONDAY)

    browser.post(
        f"/admin/inquiries/{inquiry.pk}/", {"deed": "publish", "title": "Сметаны ким түзөт?"}
    )

    page = AnswerPage.objects.get()
    assert (page.live, page.question, page.locale.language_code) == (False, TEXT, "ky")


def test_staff_without_the_right_see_nothing(trees):
    reviewer = UserFactory(is_staff=True)
    reviewer.groups.add(Group.objects.get(name=roles.REVIEWER))
    browser = Browser()
    browser.force_login(reviewer)
    inquiry = ask(UserFactory())

    for address in ("/admin/inquiries/", f"/admin/inquiries/{inquiry.pk}/"):
        assert browser.get(address).status_code in (302, 403)
