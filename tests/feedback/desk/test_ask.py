"""Asking: a number, a promised day, a letter; nothing typed is lost."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser

from feedback.desk import services
from feedback.desk.errors import AlreadyAnswered
from feedback.desk.models import Inquiry, ResponseNorms
from portal.core.models import Letter, MovedDay
from tests.factories.membership import UserFactory

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
TEXT = "Айылда суу түтүгү жарылды, сметаны ким түзөт?"


def ask(author, **given):
    wanted = {
        "form_key": uuid.uuid4(),
        "kind": "question",
        "text": TEXT,
        "language": "ky",
        "asked_at": MONDAY,
    }
    return services.ask(author_id=author.pk, **{**wanted, **given})


def test_a_question_is_promised_in_five_working_days():
    assert ask(UserFactory()).due_on == date(2026, 11, 30)


def test_a_legal_question_has_a_longer_norm():
    assert ask(UserFactory(), kind="legal").due_on == date(2026, 12, 11)


def test_the_norm_is_what_the_administrator_set():
    norms = ResponseNorms.load()
    norms.question_days = 2
    norms.save()

    assert ask(UserFactory()).due_on == date(2026, 11, 25)


def test_a_day_the_government_moved_counts_as_moved():
    MovedDay.objects.create(day=date(2026, 11, 24), is_working=False)
    MovedDay.objects.create(day=date(2026, 11, 28), is_working=True)

    assert ask(UserFactory()).due_on == date(2026, 11, 30)


def test_numbers_have_no_gaps():
    numbers = [ask(UserFactory()).number for _ in range(3)]

    assert numbers == ["2026-0001", "2026-0002", "2026-0003"]


def test_the_same_form_sent_twice_is_one_inquiry():
    author, key = UserFactory(), uuid.uuid4()

    assert ask(author, form_key=key) == ask(author, form_key=key)
    assert Letter.objects.count() == 1


def test_the_letter_is_in_the_language_of_the_question_and_names_the_day():
    ask(UserFactory(), language="ru", text="Кто составляет смету на 'водопровод' & колонку?")

    letter = Letter.objects.get()
    assert "30 ноября 2026" in letter.text
    assert "'водопровод' & колонку" in letter.text
    assert "&amp; колонку" in letter.html


def test_an_answer_closes_the_inquiry_once():
    author, staff = UserFactory(), UserFactory(is_staff=True)
    inquiry = ask(author)

    services.answer(inquiry_id=inquiry.pk, text="Смета даяр.", by_user_id=staff.pk, at=MONDAY)

    with pytest.raises(AlreadyAnswered):
        services.answer(inquiry_id=inquiry.pk, text="Дагы.", by_user_id=staff.pk, at=MONDAY)
    assert Inquiry.objects.get().answer == "Смета даяр."
    assert Letter.objects.filter(kind="answered", to=author.email).count() == 1


def send(browser, **given):
    form = {"form_key": str(uuid.uuid4()), "kind": "question", "text": TEXT, "topic": ""}
    return browser.post("/ky/ask/", {**form, **given})


def test_another_members_inquiry_is_not_found(trees):
    browser = Browser()
    browser.force_login(UserFactory())
    inquiry = ask(UserFactory())

    assert browser.get(f"/ky/ask/{inquiry.number}/").status_code == 404


def test_too_many_questions_are_put_off_and_keep_what_was_typed(trees):
    browser = Browser()
    browser.force_login(UserFactory())
    for _ in range(20):
        send(browser, text="")

    answer = send(browser)

    assert answer.status_code == 429
    assert TEXT in answer.content.decode()
    assert not Inquiry.objects.exists()


def test_what_a_stranger_typed_waits_until_she_has_signed_in(trees):
    browser = Browser()

    answer = send(browser)
    assert "/account/login/" in answer.url
    user = UserFactory()
    kept = browser.session["desk_draft"]
    browser.force_login(user)
    session = browser.session
    session["desk_draft"] = kept
    session.save()

    assert TEXT in browser.get("/ky/ask/").content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""},
        {"text": "кыска"},
        {"text": "а" * 10_000},
        {"text": "суу \x00 түтүгү тууралуу суроо"},
        {"kind": "<script>"},
        {"topic": "'; DROP"},
        {"form_key": "x"},
    ],
)
def test_wrong_input_gets_an_error_and_keeps_what_was_typed(trees, given):
    browser = Browser()
    browser.force_login(UserFactory())

    answer = send(browser, **given)

    assert answer.status_code == 422
    assert not Inquiry.objects.exists()
    assert "<script>" not in answer.content.decode().replace('<script src="', "")
    if "text" not in given:
        assert TEXT in answer.content.decode()


@pytest.mark.parametrize("about", ["x", "0", "9" * 30, "-1", "<b>", "²"])
def test_a_wrong_page_to_ask_about_is_no_page(trees, about):
    assert Browser().get("/ky/ask/", {"about": about}).status_code == 200
