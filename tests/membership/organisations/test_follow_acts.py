"""Bodies follow the acts on their municipality; people and subscriptions keep the old body."""

from datetime import UTC, date, datetime

import pytest

from membership.cabinet import offices
from membership.clients import figures, listing, reach
from membership.clients import selectors as clients
from membership.clients.models import Client, Office
from membership.organisations import selectors, services
from membership.organisations.models import Organisation
from membership.subscriptions.models import Term
from membership.subscriptions.querysets import of_her_office
from portal.core import touched
from portal.territories.acts import errors
from portal.territories.acts import services as acts
from portal.territories.acts.models import Act
from portal.territories.acts.services import Document, Entry, NewUnit
from portal.territories.models import Territory
from tests.factories.membership import ClientFactory, OfficeFactory, TermFactory, UserFactory
from tests.factories.portal import TerritoryFactory, kok_jar

pytestmark = pytest.mark.django_db

DAY, EVE = date(2026, 6, 1), date(2026, 5, 31)
LAW = Document("87", date(2026, 4, 20))
NOW = Entry(None, datetime(2026, 9, 2, tzinfo=UTC))


@pytest.fixture
def three():
    first = kok_jar()
    rest = [
        TerritoryFactory(
            name_ky=f"{one} айыл аймагы", name_ru=f"{one} айылный аймак", parent=first.parent
        )
        for one in ("Чалкан", "Мурдаш")
    ]
    services.offer_bodies_of([first, *rest])
    return [first, *rest]


def merge(units):
    new = NewUnit(
        "Достук айыл аймагы", "Достук айылный аймак", "Dostuk", "ayil_aimak", units[0].parent_id
    )
    return acts.merge(units=[unit.pk for unit in units], into=new, on=DAY, act=LAW, entry=NOW)


def heir():
    return Territory.objects.get(name_ru="Достук айылный аймак")


def bodies():
    fields = ("pk", "kind", "territory_id", "name_ru", "dissolved_on", "successor_id")
    return list(Organisation.objects.order_by("pk").values(*fields))


def test_bodies_of_merged_units_are_dissolved_into_those_of_the_new_one(three):
    merge(three)

    kenesh, okmotu = selectors.bodies_of(heir().pk)
    assert kenesh.name_ru == "Достук айылный кенеш"
    old = Organisation.objects.filter(territory__in=three)
    assert set(old.values_list("dissolved_on", flat=True)) == {EVE}
    assert selectors.took_over(okmotu.pk) == set(
        old.filter(kind="ayil_okmotu").values_list("pk", flat=True)
    )
    assert not selectors.bodies_of(three[0].pk)


def test_a_second_merger_leads_to_the_body_of_today(three):
    merge(three[:2])
    acts.merge(
        units=[heir().pk, three[2].pk],
        into=three[2].pk,
        on=date(2026, 9, 1),
        act=LAW,
        entry=NOW,
    )

    successors = Organisation.objects.filter(territory=three[0]).values_list("successor__territory")
    assert set(successors) == {(three[2].pk,)}


def test_taken_back_the_bodies_are_as_before(three):
    before = bodies()

    act = merge(three)
    acts.take_back(act_id=act.pk, entry=NOW)

    assert bodies() == before


def test_a_merger_under_which_somebody_was_entered_is_not_taken_back(three):
    act = merge(three)
    ClientFactory(territory=heir())

    with pytest.raises(errors.StillUsed):
        acts.take_back(act_id=act.pk, entry=NOW)

    assert Organisation.objects.filter(territory=heir()).exists()


def test_a_unit_that_becomes_a_city_keeps_its_bodies(three):
    okmotu = Organisation.objects.get(territory=three[0], kind="ayil_okmotu")

    acts.change(
        unit=three[0].pk, to={"level": "city"}, kind=Act.Kind.RECLASSIFY, on=DAY, act=LAW, entry=NOW
    )

    okmotu.refresh_from_db()
    assert (okmotu.kind, okmotu.dissolved_on) == ("mayor", None)
    assert Organisation.objects.filter(territory=three[0]).count() == 2


def test_mandates_end_with_the_body_and_seats_stay(three):
    user = UserFactory()
    person = ClientFactory(user=user, territory=three[0])
    body = Organisation.objects.get(territory=three[0], kind="ayil_okmotu")
    colleague = OfficeFactory(organisation=body, client=ClientFactory())
    card = ClientFactory(organisation_kind=True, organisation=body)
    office = OfficeFactory(client=person, organisation=body, verified=True)
    assert offices.claims_to_confirm(user.pk, on=EVE) == [colleague]
    merge(three)

    assert offices.claims_to_confirm(user.pk, on=DAY) == []
    assert set(Office.objects.serving_on(EVE)) == {colleague, office}
    assert not Office.objects.serving_on(DAY).exists()
    assert clients.municipalities_of(user.pk, on=DAY) == []
    assert clients.confirmed_office(user.pk, on=EVE) == office
    assert clients.confirmed_office(user.pk, on=DAY) is None
    [held] = offices.of_member(user.pk, on=DAY)
    assert (held.state, held.serves_in.territory) == ("ended", heir())
    term = TermFactory(subscriber=card)
    assert term in Term.objects.filter(of_her_office(user, DAY))


def test_clients_are_found_under_the_old_name_and_under_the_new_one(three):
    person = ClientFactory(territory=three[1])

    merge(three)

    assert list(listing.of_places(Client.objects.all(), "Чалкан")) == [person]
    assert list(listing.of_places(Client.objects.all(), "достук")) == [person]
    oblast = three[0].parent.parent
    assert person in listing.inside(Client.objects.all(), oblast.pk)


def test_a_served_former_unit_counts_for_its_heir(three, monkeypatch):
    body = Organisation.objects.get(territory=three[0], kind="kenesh")
    card = ClientFactory(organisation_kind=True, organisation=body)
    merge(three)
    row = ("magazine", "organisation", "lsg", "ky", card.organisation.territory_id)
    monkeypatch.setattr(reach, "_rows", lambda on: [row])

    assert list(figures.covered(DAY)) == [heir()]


def test_every_room_tells_what_it_keeps(three):
    ClientFactory(territory=three[0])

    told = touched.by([unit.pk for unit in three])

    assert [one.count for one in told if one.count] == [1, 6]
    assert len(told) >= 8


def test_an_act_is_taken_back_over_claims_that_nobody_confirmed(three):
    act = merge(three)
    body = Organisation.objects.filter(territory=heir()).first()
    OfficeFactory(organisation=body, verified_at=None)
    OfficeFactory(organisation=body, verified_at=None, declined_at=NOW.at)

    acts.take_back(act_id=act.pk, entry=NOW)

    assert not Office.objects.filter(organisation=body.pk).exists()
