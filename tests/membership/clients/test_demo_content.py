"""The sample base: two hundred invented clients, the same every time."""

import pytest

from membership.clients import demo_content
from membership.clients.models import Client, DuplicateSuspicion, Office
from portal.core.audience import Category
from tests.factories.membership import OrganisationFactory
from tests.factories.portal import TerritoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def oblasts():
    above = [TerritoryFactory(level="oblast", name_ky=f"Облус {number}") for number in range(9)]
    for oblast in above:
        for number in range(12):
            unit = TerritoryFactory(parent=oblast, name_ky=f"Аймак {oblast.pk}-{number}")
            OrganisationFactory(territory=unit, kind="kenesh")
            OrganisationFactory(territory=unit, kind="ayil_okmotu")
    return above


def test_two_hundred_clients_in_all_categories_and_oblasts(oblasts):
    demo_content.load()

    assert Client.objects.count() == 200
    assert set(Client.objects.values_list("category", flat=True)) == set(Category.values)
    places = Client.objects.values_list("territory__parent", flat=True).distinct()
    assert set(places) == {oblast.pk for oblast in oblasts}
    assert {office.state for office in Office.objects.all()} == {"verified", "waiting", "declined"}
    assert DuplicateSuspicion.objects.count() == 3


def test_the_same_people_are_invented_every_time(oblasts):
    demo_content.load()
    first = list(Client.objects.order_by("pk").values_list("name", flat=True))
    Client.objects.all().delete()
    from membership.accounts.models import User

    User.objects.all().delete()

    demo_content.load()

    assert list(Client.objects.order_by("pk").values_list("name", flat=True)) == first
