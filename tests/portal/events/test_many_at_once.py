"""Places are never given twice: proven where rows are locked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from portal.core import groundwork as core_groundwork
from portal.events import services
from portal.events.models import Registration, Roll
from tests.factories.events import guest

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"
    ),
]

AT_ONCE = 8


def at_once(deed):
    """Do it in several threads, each with a connection of its own."""

    def run(number):
        try:
            return deed(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))


@pytest.fixture
def roll():
    core_groundwork.lay()
    starts_at = timezone.now() + timedelta(days=3)
    return Roll.objects.create(
        event_key="8a4f4a0e-2f3b-4f0e-9c53-0d9f2f0f4a11",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        capacity=3,
    )


def states():
    return sorted(Registration.objects.values_list("state", flat=True))


def test_many_who_come_at_once_never_get_more_places_than_there_are(roll):
    at_once(
        lambda number: services.register(roll_id=roll.pk, guest=guest(number), at=timezone.now()).pk
    )

    assert states() == ["confirmed"] * 3 + ["waiting"] * 5


def test_one_form_sent_many_times_is_one_registration(roll):
    at_once(lambda _: services.register(roll_id=roll.pk, guest=guest(1), at=timezone.now()).pk)

    assert states() == ["confirmed"]


def test_places_given_back_at_once_are_given_on_once(roll):
    for number in range(AT_ONCE):
        services.register(roll_id=roll.pk, guest=guest(number), at=timezone.now())
    first = list(Registration.objects.with_a_place().values_list("pk", flat=True))

    at_once(lambda number: services.cancel(registration_id=first[number % 3], at=timezone.now()).pk)

    assert states() == ["cancelled"] * 3 + ["confirmed"] * 3 + ["waiting"] * 2
