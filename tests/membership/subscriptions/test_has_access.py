"""Who may read what is closed."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from membership.clients import activity
from membership.clients.models import Office
from membership.subscriptions.models import Term
from membership.subscriptions.selectors import has_access
from tests.factories.membership import (
    ClientFactory,
    OrganisationFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

JULY_1 = date(2026, 7, 1)
MARCH_3 = datetime(2026, 3, 3, tzinfo=UTC)


@pytest.fixture
def reader():
    return UserFactory()


@pytest.fixture
def client_card(reader):
    return ClientFactory(user=reader)


def reads(user, on=JULY_1):
    return has_access(user, "magazine_online", on=on)


def test_a_term_in_force_opens(reader, client_card):
    TermFactory(client=client_card)

    assert reads(reader)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 12, 31)])
def test_both_ends_of_a_term_count(reader, client_card, day):
    TermFactory(client=client_card)

    assert reads(reader, on=day)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_outside_its_days_a_term_opens_nothing(reader, client_card, day):
    TermFactory(client=client_card)

    assert not reads(reader, on=day)


@pytest.mark.parametrize("state", ["suspended", "cancelled"])
def test_a_closed_term_opens_nothing(reader, client_card, state):
    TermFactory(client=client_card, state=state)

    assert not reads(reader)


def test_a_printed_magazine_opens_nothing_online(reader, client_card):
    TermFactory(client=client_card, opens="magazine_print")

    assert not reads(reader)


def test_a_term_for_both_opens_online(reader, client_card):
    TermFactory(client=client_card, opens="both")

    assert reads(reader)


@pytest.mark.parametrize("left", [1, 0])
def test_a_term_by_issues_opens_until_the_issue_after_its_last_one(reader, client_card, left):
    TermFactory(client=client_card, ends_on=None, issues_left=left)

    assert reads(reader) is True


def test_somebody_elses_term_opens_nothing(reader, client_card):
    TermFactory()

    assert not reads(reader)


def test_a_stranger_is_refused_without_a_question(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not reads(AnonymousUser())


def test_a_reader_is_asked_about_once(reader, client_card, django_assert_num_queries):
    TermFactory(client=client_card)

    with django_assert_num_queries(1):
        assert [reads(reader) for _ in range(6)] == [True] * 6


def test_the_magazine_serves_free_terms_like_paid_ones(client_card):
    TermFactory(client=client_card)
    old = TermFactory(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    magazine = activity.services.get("magazine")

    assert set(magazine.active(JULY_1)) == {client_card.pk}
    assert set(magazine.known(JULY_1)) == {client_card.pk, old.subscriber_id}


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2025, 12, 31), "ahead"),
        (date(2026, 6, 1), "open"),
        (date(2026, 12, 1), "ending"),
        (date(2026, 12, 31), "ending"),
        (date(2027, 1, 14), "grace"),
        (date(2027, 1, 15), "lapsed"),
    ],
)
def test_phases_follow_from_dates(day, phase):
    assert TermFactory.build(client=None).phase_on(day) == phase


def test_a_term_followed_by_a_later_one_needs_no_reminder(client_card):
    TermFactory(client=client_card)
    alone = TermFactory(ends_on=date(2026, 12, 31))
    TermFactory(client=client_card, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))

    ending = Term.objects.ending_within(30, date(2026, 12, 10)).without_successor()

    assert list(ending) == [alone]


def office_of(card, **changes):
    """An office in a body that has a subscription over 2026."""
    body = OrganisationFactory()
    TermFactory(client=ClientFactory(organisation_kind=True, organisation=body))
    return Office.objects.create(
        **{
            "client": card,
            "organisation": body,
            "role": "secretary",
            "claimed_at": MARCH_3,
            "verified_at": MARCH_3,
            **changes,
        }
    )


def test_the_term_of_a_body_opens_for_whoever_holds_a_checked_office(reader, client_card):
    office_of(client_card)

    assert reads(reader)


@pytest.mark.parametrize(
    "changes",
    [
        {"verified_at": None},
        {"verified_at": None, "declined_at": datetime(2026, 3, 3, tzinfo=UTC)},
        {"ends_on": date(2026, 6, 30)},
        {"starts_on": date(2026, 7, 2)},
    ],
)
def test_an_office_that_is_not_checked_or_not_held_opens_nothing(reader, client_card, changes):
    office_of(client_card, **changes)

    assert not reads(reader)


def test_working_in_a_body_is_no_office(reader, client_card):
    body = office_of(ClientFactory()).organisation
    client_card.organisation = body
    client_card.save()

    assert not reads(reader)
