"""What a successor took over stands in her room, until it is old or she has read it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback.submissions.models import Submission
from membership.clients import hand_overs, services
from membership.clients.models import Office
from membership.subscriptions.models import Seat
from tests.factories.feedback import complete_draft, member
from tests.factories.membership import (
    ClientFactory,
    OfficeFactory,
    OrderFactory,
    OrganisationFactory,
    TermFactory,
)
from tests.factories.portal import kok_jar

if TYPE_CHECKING:
    from django.test import Client as Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trees")]
ROOM = "/ky/room/"


@pytest.fixture
def body():
    place = kok_jar(soate="41700000009999")
    return OrganisationFactory(kind="ayil_okmotu", territory=place)


def holder(body, **fields) -> Office:
    return OfficeFactory(client=member().client, organisation=body, verified=True, **fields)


def hand_over(giver: Office, heir: Office) -> None:
    services.hand_over(office_id=giver.pk, to_office_id=heir.pk, at=timezone.now())


def seated_term(body):
    payer = ClientFactory(organisation_kind=True, organisation=body)
    ends_on = timezone.localdate() + timedelta(days=200)
    return TermFactory(subscriber=payer, seats=3, ends_on=ends_on)


def full_hand_over(body):
    """A draft, a running subscription with a seat, and an order that waits for money."""
    giver, heir = holder(body, role="head"), holder(body, role="head")
    draft = complete_draft(giver.client.user)
    Submission.objects.filter(pk=draft.pk).update(territory=body.territory)
    term = seated_term(body)
    Seat.objects.create(
        term=term, email=giver.client.user.email, client=giver.client,
        given_at=timezone.now(), taken_at=timezone.now(),
    )  # fmt: skip
    order = OrderFactory(subscriber=term.subscriber, placed_by=giver.client.user)
    hand_over(giver, heir)
    return giver, heir, draft, term, order


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_room_tells_from_whom_and_leads_to_what_was_taken_over(client: Browser, body, language):
    giver, heir, draft, term, order = full_hand_over(body)
    client.force_login(heir.client.user)

    shown = client.get(f"/{language}/room/").content.decode()
    notice = shown[shown.index(f'id="taken-over-{giver.pk}"') :].partition("</section>")[0]

    assert giver.client.name in notice
    for url in (
        reverse("submissions:submission", args=[draft.pk]),
        reverse("subscriptions:seats", args=[term.pk]),
        order.get_absolute_url(),
    ):
        assert f'{url.removeprefix("/ky")}"' in notice
    assert notice.count("row__over") == 4


def test_whoever_left_reads_no_more_on_a_seat_and_her_successor_does(body):
    giver, heir, _draft, term, _order = full_hand_over(body)

    assert Seat.objects.held().get(term=term).client == heir.client
    assert not Seat.objects.given().filter(client=giver.client).exists()


def test_somebody_with_another_office_in_the_body_keeps_her_seat(body):
    giver, heir = holder(body, role="head"), holder(body)
    OfficeFactory(client=giver.client, organisation=body, role="finance", verified=True)
    seat = Seat.objects.create(
        term=seated_term(body), email=giver.client.user.email, client=giver.client,
        given_at=timezone.now(), taken_at=timezone.now(),
    )  # fmt: skip

    hand_over(giver, heir)

    assert list(Seat.objects.held()) == [seat]


def test_where_nothing_went_along_the_room_says_so(client: Browser, body):
    giver, heir = holder(body), holder(body)
    hand_over(giver, heir)
    client.force_login(heir.client.user)

    shown = client.get("/ru/room/").content.decode()

    assert giver.client.name in shown
    assert "передавать было нечего" in shown


def test_what_is_hers_no_more_is_not_told(body):
    _giver, heir, draft, _term, order = full_hand_over(body)
    Submission.objects.filter(pk=draft.pk).delete()
    type(order).objects.filter(pk=order.pk).update(state="cancelled")

    told = hand_overs.told_to(heir.client.user, at=timezone.now())

    assert len(told[0].things) == 2


def test_she_closes_the_notice_once_she_has_read_it_and_nobody_else_does(client: Browser, body):
    giver, heir = holder(body), holder(body)
    hand_over(giver, heir)
    close = f"{ROOM}offices/{giver.pk}/read/"

    client.force_login(giver.client.user)
    refused = client.post(close)
    client.force_login(heir.client.user)
    before = client.get(ROOM).content.decode()
    closed = client.post(close)

    assert refused.status_code == 404
    assert close in before
    assert closed["Location"] == ROOM
    assert close not in client.get(ROOM).content.decode()


def test_an_old_hand_over_is_told_no_more_nor_one_of_an_office_handed_on(body):
    giver, heir, next_one = holder(body), holder(body), holder(body)
    hand_over(giver, heir)
    user, now = heir.client.user, timezone.now()

    assert hand_overs.told_to(user, at=now + timedelta(days=89))
    assert not hand_overs.told_to(user, at=now + timedelta(days=91))
    hand_over(Office.objects.get(pk=heir.pk), next_one)
    assert not hand_overs.told_to(user, at=now)


def test_the_room_with_a_notice_stays_within_its_queries(
    client: Browser, body, django_assert_max_num_queries
):
    _giver, heir, *_things = full_hand_over(body)
    client.force_login(heir.client.user)
    client.get(ROOM)

    with django_assert_max_num_queries(32):
        client.get(ROOM)
