"""Text messages reach an operator once, whatever the operator answers on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from portal.core import outbox, sms
from portal.core.models import Letter, OutboxEntry
from tests.fakes import sms_operator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import SettingsWrapper

pytestmark = pytest.mark.django_db
KEY = "accounts.code.1"


@pytest.fixture
def operator(settings: SettingsWrapper) -> Iterator[sms_operator.Operator]:
    with sms_operator.running() as running:
        settings.SMS_URL = running.url
        settings.SMS_TOKEN = sms_operator.TOKEN
        settings.SMS_SENDER = "Portal"
        settings.SMS_TIMEOUT = 0.2
        yield running


def post() -> Letter:
    return sms.post(
        to="+996555123456", text="482915 — сиздин код", language="ky", kind="code", key=KEY
    )


def make_due() -> None:
    OutboxEntry.objects.update(due_at=timezone.now())


def test_a_message_is_delivered_with_all_an_operator_needs(operator):
    post()
    outbox.drain()

    assert operator.delivered[KEY] == {
        "id": KEY,
        "to": "+996555123456",
        "text": "482915 — сиздин код",
        "sender": "Portal",
    }
    assert operator.asked[0]["key"] == KEY
    assert Letter.objects.get().sent_at


@pytest.mark.parametrize("answer", [500, 503, 429, 408, "hang"])
def test_what_may_pass_is_tried_again_and_delivered_once(operator, answer):
    operator.will_answer(answer)
    post()
    outbox.drain()
    entry = OutboxEntry.objects.get()
    assert (entry.done_at, entry.given_up_at) == (None, None)
    assert entry.due_at > timezone.now()

    make_due()
    outbox.drain()

    assert list(operator.delivered) == [KEY]
    assert len(operator.asked) == 2
    assert Letter.objects.get().sent_at


def test_an_operator_who_asks_to_wait_is_waited_for(operator):
    operator.will_answer(429, Retry_After="420")
    before = timezone.now()
    post()
    outbox.drain()

    wait = OutboxEntry.objects.get().due_at - before
    assert timedelta(seconds=415) < wait < timedelta(seconds=430)


def test_nobody_waits_a_day_for_a_code(operator):
    operator.will_answer(503, Retry_After="86400")
    post()
    outbox.drain()

    assert OutboxEntry.objects.get().due_at < timezone.now() + timedelta(minutes=16)


def test_a_message_whose_answer_was_lost_is_not_delivered_twice(operator):
    operator.will_answer("lost")
    post()
    outbox.drain()
    make_due()
    outbox.drain()

    assert len(operator.asked) == 2
    assert len(operator.delivered) == 1
    assert Letter.objects.get().sent_at


@pytest.mark.parametrize("answer", [400, 404, 302])
def test_what_never_passes_is_given_up_at_once(operator, answer):
    operator.will_answer(answer)
    post()
    outbox.drain()

    entry = OutboxEntry.objects.get()
    assert entry.given_up_at
    assert str(answer) in entry.last_error
    assert "996555" not in entry.last_error
    assert Letter.objects.get().sent_at is None


def test_a_wrong_token_is_given_up(operator, settings):
    settings.SMS_TOKEN = "another"
    post()
    outbox.drain()

    assert OutboxEntry.objects.get().given_up_at
    assert operator.delivered == {}


def test_without_an_operator_messages_become_files(settings, tmp_path):
    settings.SMS_FOLDER = tmp_path
    post()
    outbox.drain()

    (file,) = tmp_path.iterdir()
    assert file.read_text() == "+996555123456\n482915 — сиздин код\n"
