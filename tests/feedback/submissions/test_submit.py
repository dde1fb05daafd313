"""Number, promised day, letter, timeline."""

from datetime import UTC, date, datetime

import pytest

from feedback.submissions import services, signals
from feedback.submissions.errors import NotComplete
from feedback.submissions.models import ReviewNorm
from membership.clients.models import TimelineEntry
from portal.core.models import Letter, MovedDay
from tests.factories.feedback import MONDAY, SUBJECT, complete_draft, draft, member, save, sent
from tests.factories.membership import ClientFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_numbers_go_up_by_one_and_begin_anew_each_year():
    numbers = [sent(title=f"Тажрыйба {place}").number for place in range(3)]
    next_year = sent(at=datetime(2027, 1, 11, 9, tzinfo=UTC)).number

    assert numbers == ["T-2026-0001", "T-2026-0002", "T-2026-0003"]
    assert next_year == "T-2027-0001"


def test_a_refused_sending_takes_no_number():
    with pytest.raises(NotComplete):
        services.submit(submission_id=draft().pk, at=MONDAY)

    assert sent().number == "T-2026-0001"


def test_the_year_of_the_number_is_the_year_in_bishkek():
    new_year_night = datetime(2026, 12, 31, 19, tzinfo=UTC)

    assert sent(at=new_year_night).number == "T-2027-0001"


def test_the_promise_counts_working_days_over_holidays():
    # Orozo Ait falls on Friday 20 March, Nooruz on Saturday 21, moved to Monday 23
    MovedDay.objects.create(day=date(2026, 3, 23), is_working=False)
    without = sent(at=datetime(2026, 6, 1, 9, tzinfo=UTC)).due_on

    over_nooruz = sent(at=datetime(2026, 3, 16, 9, tzinfo=UTC)).due_on

    assert without == date(2026, 6, 15)
    assert over_nooruz == date(2026, 4, 1)


def test_the_norm_is_a_setting():
    norm = ReviewNorm.load()
    norm.review_within_days = 3
    norm.save()

    assert sent().due_on == date(2026, 3, 12)


def test_the_author_gets_number_and_day_by_letter_in_her_language():
    submission = sent(member(email="aigul@mail.kg"))

    letter = Letter.objects.get()
    assert letter.to == "aigul@mail.kg"
    assert submission.number in letter.subject
    assert submission.due_on == date(2026, 3, 24)
    assert "24-март" in letter.text


def test_who_has_no_address_gets_a_text_message():
    user = UserFactory(email=None, phone="+996555123456")
    ClientFactory(user=user, phone="+996555123456")

    sent(user)

    letter = Letter.objects.get()
    assert (letter.channel, letter.to) == ("sms", "+996555123456")
    assert "T-2026-0001" in letter.text


def test_what_came_in_stands_on_the_timeline_once():
    submission = sent()

    entry = TimelineEntry.objects.get(kind="submission.received")
    assert entry.client_id == submission.client_id
    assert submission.number in entry.title["ky"]


def test_drafts_leave_no_trace_on_the_card():
    begun = complete_draft()

    services.withdraw(submission_id=begun.pk, at=MONDAY)

    assert not TimelineEntry.objects.filter(kind__startswith="submission").exists()


def test_a_card_opened_later_takes_what_was_sent_before():
    user = UserFactory()
    submission = sent(user)
    client = ClientFactory(user=user)

    services.attach_to_client(user_id=user.pk, client_id=client.pk)
    services.attach_to_client(user_id=user.pk, client_id=client.pk)

    submission.refresh_from_db()
    assert submission.client_id == client.pk
    assert TimelineEntry.objects.filter(client=client).count() == 1


def test_the_arrival_is_announced():
    heard = []

    def hear(**news):
        heard.append((news["submission_id"], news["again"]))

    signals.submission_received.connect(hear)
    try:
        submission = sent()
    finally:
        signals.submission_received.disconnect(hear)

    assert heard == [(submission.pk, False)]


def test_something_not_understood_keeps_it_from_being_sent():
    begun = complete_draft()
    save(begun, "subject", unfinished={"started_on": ["жазында"]}, **SUBJECT)

    with pytest.raises(NotComplete):
        services.submit(submission_id=begun.pk, at=MONDAY)
