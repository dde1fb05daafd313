"""Seats of offices and quotas of sponsors: what is scarce is never given twice."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from membership.subscriptions import links, selectors, services
from membership.subscriptions.errors import (
    BasisWithoutReason,
    NoSeatLeft,
    QuotaUsedUp,
    SeatNotYours,
    SeatOfAnotherAddress,
)
from membership.subscriptions.models import Seat, SponsorQuota, Term
from portal.core import clock
from portal.core.models import Letter
from tests.factories.membership import (
    ClientFactory,
    OfficeFactory,
    OrganisationFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 20, 6, 0, tzinfo=UTC)


@pytest.fixture
def body():
    return OrganisationFactory()


@pytest.fixture
def term(body):
    card = ClientFactory(organisation_kind=True, organisation=body)
    return TermFactory(client=card, seats=2, ends_on=date(2099, 12, 31))


def member(body=None, email="colleague@example.kg"):
    card = ClientFactory(user=UserFactory(email=email, proven=True))
    if body:
        OfficeFactory(client=card, organisation=body, verified_at=NOW)
    return card


def give(term, email="colleague@example.kg"):
    return services.give_seat(term_id=term.pk, email=email, at=NOW, by_user_id=None)


def reads(card):
    user = type(card.user).objects.get(pk=card.user_id)
    return selectors.has_access(user, "magazine_online", on=clock.today())


def test_with_seats_an_office_reads_on_its_seats_alone(term, body):
    colleague = member(body)
    before = reads(colleague)

    services.take_seat(seat_id=give(term).pk, client_id=colleague.pk, at=NOW)

    assert (before, reads(colleague)) == (False, True)


def test_no_more_seats_than_were_paid_for(term):
    give(term, "one@example.kg")
    give(term, "two@example.kg")

    with pytest.raises(NoSeatLeft):
        give(term, "three@example.kg")


def test_an_address_has_one_seat_and_one_letter(term):
    give(term)
    give(term, "Colleague@Example.kg")

    assert Seat.objects.count() == Letter.objects.count() == 1


def test_a_seat_taken_back_ends_access_and_is_free_again(term):
    colleague = member(email="one@example.kg")
    seat = give(term, "one@example.kg")
    give(term, "two@example.kg")
    services.take_seat(seat_id=seat.pk, client_id=colleague.pk, at=NOW)

    services.end_seat(seat_id=seat.pk, at=NOW)

    assert not reads(colleague)
    assert colleague.user.is_active
    give(term, "three@example.kg")


def test_a_seat_is_taken_by_one_person(term):
    seat = give(term)
    services.take_seat(seat_id=seat.pk, client_id=member().pk, at=NOW)

    with pytest.raises(SeatNotYours):
        services.take_seat(seat_id=seat.pk, client_id=member(email="b@example.kg").pk, at=NOW)


def test_a_seat_is_for_whoever_has_proven_its_address(client, term):
    seat, stranger = give(term), member(email="stranger@example.kg")
    client.force_login(stranger.user)

    page = client.post(links.seat(seat)).content.decode()

    assert "colleague@example.kg" in page
    assert '<form class="form" method="post">' not in page
    assert not reads(stranger)
    unproven = ClientFactory(user=UserFactory(email=seat.email))
    with pytest.raises(SeatOfAnotherAddress):
        services.take_seat(seat_id=seat.pk, client_id=unproven.pk, at=NOW)


def test_a_colleague_with_a_confirmed_office_gives_seats_on_a_page(client, term, body):
    client.force_login(member(body).user)
    page = reverse("subscriptions:seats", args=[term.pk])

    client.post(page, {"email": "colleague@example.kg"})
    refused = client.post(page, {"email": "colleague"})

    assert "colleague@example.kg" in client.get(page).content.decode()
    assert 'value="colleague"' in refused.content.decode()


def test_others_do_not_find_the_page_of_seats(client, term):
    client.force_login(member().user)

    assert client.get(reverse("subscriptions:seats", args=[term.pk])).status_code == 404
    seat = give(term)
    end = reverse("subscriptions:end_seat", args=[term.pk, seat.pk])
    assert client.post(end).status_code == 404


def test_the_link_of_a_letter_leads_to_the_seat(client, term):
    seat, colleague = give(term), member()
    client.force_login(colleague.user)

    client.post(links.seat(seat))

    assert Seat.objects.get(pk=seat.pk).client == colleague
    assert reads(colleague)


def quota(places=1, **fields):
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    return SponsorQuota.objects.create(
        sponsor=ClientFactory(organisation_kind=True, category="donor"),
        why="Келишим № 4",
        opens="magazine_online",
        places=places,
        **{**days, **fields},
    )


def take(of, card=None):
    return services.give_from_quota(quota_id=of.pk, client_id=(card or ClientFactory()).pk, at=NOW)


def test_a_quota_opens_terms_on_its_own_basis():
    given = quota()

    term = take(given)

    assert (term.basis, term.sponsor, term.ends_on) == ("sponsored", given.sponsor, given.ends_on)
    assert term.why == "Келишим № 4"


def test_a_quota_is_never_exceeded_and_a_closed_term_gives_its_place_back():
    given = quota(places=1)
    term = take(given)

    with pytest.raises(QuotaUsedUp):
        take(given)
    services.cancel_term(term_id=term.pk, reason="Орун алмаштырылды", at=NOW)
    take(given)

    assert Term.objects.filter(quota=given, state="open").count() == 1


def test_a_quota_gives_nothing_after_its_last_day():
    with pytest.raises(QuotaUsedUp):
        take(quota(ends_on=date(2026, 2, 1)))


def test_a_sponsored_term_counts_against_the_quota_of_its_sponsor():
    given = quota(places=1)
    facts = {
        "opens": given.opens, "basis": "sponsored", "why": "Долбоор", "at": NOW,
        "sponsor_id": given.sponsor_id, "starts_on": given.starts_on, "ends_on": given.ends_on,
    }  # fmt: skip

    term = services.grant_term(client_id=ClientFactory().pk, **facts)

    assert term.quota == given
    with pytest.raises(QuotaUsedUp):
        services.grant_term(client_id=ClientFactory().pk, **facts)
    with pytest.raises(BasisWithoutReason):
        services.grant_term(client_id=ClientFactory().pk, **{**facts, "sponsor_id": None})
