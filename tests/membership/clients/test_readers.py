"""The portal asks where a reader serves; the client base answers."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from membership.clients import selectors
from portal.core import readers
from tests.factories.membership import OfficeFactory, OrganisationFactory, UserFactory
from tests.factories.portal import TerritoryFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)


@pytest.fixture
def held():
    """An office somebody says she holds."""
    return OfficeFactory(
        client__user=UserFactory(), organisation=OrganisationFactory(territory=TerritoryFactory())
    )


def test_a_reader_serves_where_her_office_is(held):
    user = held.client.user

    assert readers.municipality_of(user) == held.organisation.territory_id


def test_a_confirmed_office_comes_before_a_later_claim(held):
    confirmed = OfficeFactory(
        client=held.client,
        organisation=OrganisationFactory(territory=TerritoryFactory()),
        role="head",
        verified=True,
    )

    found = selectors.municipality_of(held.client.user_id, on=TODAY)

    assert found == confirmed.organisation.territory_id


@pytest.mark.parametrize(
    "fields", [{"ends_on": date(2026, 11, 24)}, {"declined_at": "2026-02-01T00:00:00Z"}]
)
def test_an_office_that_ended_or_was_declined_says_nothing(held, fields):
    type(held).objects.filter(pk=held.pk).update(**fields)

    assert selectors.municipality_of(held.client.user_id, on=TODAY) is None


def test_who_is_not_signed_in_serves_nowhere():
    assert readers.municipality_of(AnonymousUser()) is None
