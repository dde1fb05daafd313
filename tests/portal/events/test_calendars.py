"""Calendars that programs follow, read by somebody else's library."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from icalendar import Calendar

from portal.core.models import Letter
from portal.events import passes
from portal.topics.models import Topic
from tests.factories.events import coming, registered
from tests.factories.portal import kok_jar

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("sections")]

TEN_IN_BISHKEK = datetime(2030, 12, 10, 4, 0, tzinfo=UTC)


def events_of(text):
    calendar = Calendar.from_ical(text)
    assert calendar["VERSION"] == "2.0"
    return calendar.walk("VEVENT")


def test_all_events_of_a_language(client):
    coming(starts_at=TEN_IN_BISHKEK, title="Сабак; «бюджет», 1\\2")
    coming(language="ru", title="Занятие")

    answer = client.get("/ky/attend/calendar/all.ics")

    (event,) = events_of(answer.content)
    assert answer["Content-Type"].startswith("text/calendar")
    assert event["SUMMARY"] == "Сабак; «бюджет», 1\\2"
    assert event["DTSTART"].dt == TEN_IN_BISHKEK
    assert event["URL"].startswith("http")
    assert not event.errors


def test_a_topic_and_an_oblast_have_their_own(client):
    place = kok_jar()
    oblast = place.parent.parent
    water = Topic.objects.get(slug="water")
    page = coming(title="Суу", territory=place)
    page.topics = [water]
    page.save()
    coming(title="Башка")

    by_topic = client.get("/ky/attend/calendar/topic/water.ics")
    by_oblast = client.get(f"/ky/attend/calendar/oblast/{oblast.soate}.ics")

    for answer in (by_topic, by_oblast):
        assert [event["SUMMARY"] for event in events_of(answer.content)] == ["Суу"]


def test_an_event_keeps_its_id_when_it_is_changed_and_counts_its_changes(client):
    page = coming()
    address = "/ky/attend/calendar/all.ics"
    (before,) = events_of(client.get(address).content)
    page.is_cancelled = True
    page.save_revision().publish()

    (after,) = events_of(client.get(address).content)

    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] >= before["SEQUENCE"]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_the_letter_brings_the_calendar_along():
    page = coming(starts_at=TEN_IN_BISHKEK, join_url="https://meet.example.kg/x", capacity=1)
    one = registered(page)

    (attachment,) = Letter.objects.get(to=one.email).attachments

    (event,) = events_of(attachment["text"])
    assert attachment["type"] == "text/calendar"
    assert "https://meet.example.kg/x" in event["DESCRIPTION"]


def test_a_calendar_costs_the_same_however_long_it_is(client, django_assert_max_num_queries):
    for _number in range(6):
        coming()

    with django_assert_max_num_queries(5):
        client.get("/ky/attend/calendar/all.ics")


@pytest.mark.parametrize(
    "query",
    [
        "form=online",
        "topic=water",
        "oblast=41704000000000",
        "form=x",
        "topic=%27",
        "page=99",
        "oblast=1&form=place&topic=zz",
    ],
)
def test_the_page_of_events_is_narrowed(client, query, django_assert_max_num_queries):
    coming(is_online=True)
    coming()

    with django_assert_max_num_queries(14):
        assert client.get(f"/ky/events/?{query}").status_code == 200


def test_only_online_events_are_shown_when_asked_for(client):
    online = coming(is_online=True)
    coming()

    context = client.get("/ky/events/?form=online").context

    assert [row.title for row in context["coming"]] == [online.title]
    assert [choice.count for choice in context["facets"][0].choices] == [1, 1]


@pytest.mark.parametrize(
    ("state", "status"),
    [("confirmed", "CONFIRMED"), ("waiting", "TENTATIVE"), ("cancelled", "CANCELLED")],
)
def test_the_calendar_of_a_registration_says_how_it_stands(client, state, status):
    registration = registered(coming())
    since = timezone.now() if state == "cancelled" else None
    stands = {"state": state, "cancelled_at": since}
    type(registration).objects.filter(pk=registration.pk).update(**stands)

    answer = client.get(f"/ky/attend/mine/{passes.sign(registration.pk)}/calendar.ics")

    (event,) = events_of(answer.content)
    assert event["STATUS"] == status
