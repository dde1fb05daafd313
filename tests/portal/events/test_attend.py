"""Events tell their time in Bishkek and can be put into a calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.events import icalendar
from portal.events.models import EventPage
from tests.factories.portal import event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]

TEN_IN_BISHKEK = datetime(2030, 12, 10, 4, 0, tzinfo=UTC)


def test_the_time_is_bishkek_time_and_says_so(client):
    shown = client.get(event(starts_at=TEN_IN_BISHKEK).url).content.decode()

    assert "2030-жылдын 10-декабры, 10:00–12:00" in shown
    assert "Бишкек убактысы" in shown


def test_coming_events_stand_before_past_ones(client):
    now = timezone.now()
    later, next_one = (
        event(starts_at=now + timedelta(days=9)),
        event(starts_at=now + timedelta(days=1)),
    )
    over = event(starts_at=now - timedelta(days=9))

    context = client.get("/ky/events/").context

    assert [row.title for row in context["coming"]] == [next_one.title, later.title]
    assert [row.title for row in context["past"]] == [over.title]


def test_an_event_is_a_file_for_a_calendar(client):
    page = event(starts_at=TEN_IN_BISHKEK, title="Сабак: бюджет; бир бет, даяр")

    response = client.get(page.url, {"ics": ""})

    assert response["Content-Type"].startswith("text/calendar")
    text = response.content.decode().replace("\r\n ", "")
    assert "DTSTART:20301210T040000Z" in text
    assert "SUMMARY:Сабак: бюджет\\; бир бет\\, даяр" in text


def test_no_line_of_the_file_is_longer_than_the_format_allows():
    page = event(starts_at=TEN_IN_BISHKEK, summary="Өтө узун сөз " * 20)

    lines = icalendar.written([page]).split("\r\n")

    assert max(len(line.encode()) for line in lines) <= 75


def test_the_database_refuses_an_event_that_ends_before_it_starts():
    page = event(starts_at=TEN_IN_BISHKEK)

    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(pk=page.pk).update(ends_at=TEN_IN_BISHKEK)
