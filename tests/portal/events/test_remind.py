"""Reminders: a day and an hour before, once each, never after the start."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.core import outbox
from portal.core.models import Letter
from portal.events import services
from tests.factories.events import coming, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


def sent():
    return list(Letter.objects.filter(kind__startswith="reminder").values_list("kind", flat=True))


def at(moment):
    return time_machine.travel(moment, tick=False)


def test_one_a_day_before_and_one_an_hour_before():
    page = coming()
    registered(page)

    for before in (timedelta(hours=25), timedelta(hours=23), timedelta(hours=20)):
        with at(page.starts_at - before):
            outbox.drain()
    day = sent()
    for before in (timedelta(minutes=59), timedelta(minutes=30)):
        with at(page.starts_at - before):
            outbox.drain()

    assert day == ["reminder_day"]
    assert sorted(sent()) == ["reminder_day", "reminder_hour"]


def test_after_a_standstill_the_reminder_comes_late():
    page = coming()
    registered(page)

    with at(page.starts_at - timedelta(hours=5)):
        outbox.drain()

    assert sent() == ["reminder_day"]


def test_after_a_long_standstill_only_the_nearer_one_comes():
    page = coming()
    registered(page)

    with at(page.starts_at - timedelta(minutes=20)):
        outbox.drain()

    assert sent() == ["reminder_hour"]


def test_nobody_is_reminded_of_what_has_begun():
    page = coming()
    registered(page)

    with at(page.starts_at + timedelta(minutes=1)):
        outbox.drain()

    assert sent() == []


def test_who_registers_late_is_not_reminded_of_yesterday():
    page = coming(starts_at=timezone.now() + timedelta(hours=5))
    registered(page)

    with at(page.starts_at - timedelta(hours=2)):
        outbox.drain()
    early = sent()
    with at(page.starts_at - timedelta(minutes=50)):
        outbox.drain()

    assert early == []
    assert sent() == ["reminder_hour"]


def test_who_has_given_the_place_back_or_waits_is_not_reminded():
    page = coming(capacity=1)
    one = registered(page, 1)
    registered(page, 2)
    services.cancel(registration_id=one.pk, at=timezone.now())

    with at(page.starts_at - timedelta(hours=23)):
        outbox.drain()

    assert (
        Letter.objects.filter(kind="reminder_day").values_list("to", flat=True).get() != one.email
    )


def test_reminders_follow_an_event_that_is_moved_and_people_are_told():
    page = coming()
    one = registered(page)
    old = page.starts_at
    page.starts_at += timedelta(days=2)
    page.ends_at += timedelta(days=2)
    page.save_revision().publish()

    with at(old - timedelta(hours=23)):
        outbox.drain()
    early = sent()
    with at(page.starts_at - timedelta(hours=23)):
        outbox.drain()

    assert early == []
    assert sent() == ["reminder_day"]
    assert Letter.objects.filter(kind="changed", to=one.email).count() == 1


def test_an_event_called_off_is_told_once_and_reminds_nobody():
    page = coming()
    one = registered(page)
    page.is_cancelled = True
    page.save_revision().publish()
    page.save_revision().publish()

    with at(page.starts_at - timedelta(hours=23)):
        outbox.drain()

    assert Letter.objects.filter(kind="called_off", to=one.email).count() == 1
    assert sent() == []
