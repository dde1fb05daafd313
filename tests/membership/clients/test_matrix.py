"""The 8 × 2 matrix and the municipalities reached."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from membership.clients import figures, services
from portal.core import clock
from portal.core.audience import Category
from portal.territories.models import Succession, Universe
from tests.factories.membership import (
    ClientFactory,
    OfficeFactory,
    OrganisationFactory,
    TermFactory,
    UserFactory,
)
from tests.factories.portal import TerritoryFactory

pytestmark = pytest.mark.django_db


def cell(category, service, kind="person"):
    rows = {row.category: row for row in figures.matrix(clock.today()).rows}
    found = [c for c in rows[category].cells if (c.service, c.kind) == (service, kind)]
    return found[0].known, found[0].active


def seen(days_ago):
    return UserFactory(last_login=clock.now() - timedelta(days=days_ago))


def term(card, *, ended_days_ago=None):
    today = clock.today()
    ends_on = today + timedelta(days=9)
    if ended_days_ago:
        ends_on = today - timedelta(days=ended_days_ago)
    return TermFactory(client=card, starts_on=today - timedelta(days=300), ends_on=ends_on)


def test_a_sign_in_within_ninety_days_is_active_on_the_portal():
    ClientFactory(category="expert", user=seen(89))
    ClientFactory(category="expert", user=seen(91))
    ClientFactory(category="expert", user=UserFactory())
    ClientFactory(category="expert")

    assert cell("expert", "portal") == (3, 1)


def test_a_consent_without_an_account_is_known_to_the_portal():
    agreed, withdrawn = ClientFactory(category="citizen"), ClientFactory(category="citizen")
    for card in (agreed, withdrawn):
        services.record_consent(
            client_id=card.pk, purpose="informing", service="portal", channel="post",
            version="1.0", language="ky", text="Макулмун", given_at=clock.now(), how="paper",
        )  # fmt: skip
    services.withdraw_consent(
        client_id=withdrawn.pk, purpose="informing", service="portal", channel="post",
        at=clock.now(),
    )  # fmt: skip

    assert cell("citizen", "portal") == (1, 0)


def test_a_free_term_counts_in_the_magazine_and_an_ended_one_is_lapsed():
    term(ClientFactory(category="donor"))
    term(ClientFactory(category="donor"), ended_days_ago=5)

    assert cell("donor", "magazine") == (2, 1)


def test_people_and_organisations_are_counted_apart():
    term(ClientFactory(category="lsg", organisation_kind=True))
    term(ClientFactory(category="lsg"))

    assert cell("lsg", "magazine", "person") == (1, 1)
    assert cell("lsg", "magazine", "organisation") == (1, 1)


def test_all_eight_categories_stand_there_and_the_unsaid_one_only_when_somebody_is_in_it():
    assert [row.category for row in figures.matrix(clock.today()).rows] == list(Category.values)

    ClientFactory(category="")

    assert figures.matrix(clock.today()).rows[-1].category == ""


def test_growth_counts_who_came_in_the_last_month():
    old, new = ClientFactory(user=seen(1)), ClientFactory(user=seen(1))
    old.created_at = clock.now() - timedelta(days=60)
    old.save()

    totals = figures.matrix(clock.today()).totals.cells[0]

    assert (totals.known, totals.gained) == (2, 1)
    assert new.pk


def test_the_matrix_is_one_query(django_assert_num_queries):
    term(ClientFactory(category="lsg"))

    with django_assert_num_queries(1):
        figures.matrix(clock.today())


def covered_places():
    return set(figures.covered(clock.today()))


def test_a_verified_office_holder_who_signs_in_covers_her_municipality():
    here, claimed, asleep = TerritoryFactory(), TerritoryFactory(), TerritoryFactory()
    for place, verified, user in (
        (here, True, seen(3)),
        (claimed, False, seen(3)),
        (asleep, True, seen(100)),
    ):
        body = OrganisationFactory(territory=place)
        OfficeFactory(client=ClientFactory(user=user), organisation=body, verified=verified)

    assert covered_places() == {here}
    assert set(figures.missing(clock.today())) == {claimed, asleep}


def test_a_mandate_that_ended_covers_nothing():
    body = OrganisationFactory(territory=TerritoryFactory())
    OfficeFactory(
        client=ClientFactory(user=seen(3)),
        organisation=body,
        verified=True,
        ends_on=clock.today() - timedelta(days=1),
    )

    assert covered_places() == set()


def test_a_body_with_a_subscription_covers_its_municipality():
    place = TerritoryFactory()
    term(ClientFactory(organisation_kind=True, organisation=OrganisationFactory(territory=place)))

    assert covered_places() == {place}


def test_a_merged_municipality_counts_for_its_successor_and_once():
    successor = TerritoryFactory()
    for _number in range(2):
        former = TerritoryFactory(in_force_until="2024-05-01")
        Succession.objects.create(
            predecessor=former, successor=successor, kind="merged", source="токтом"
        )
        body = OrganisationFactory(territory=former)
        term(ClientFactory(organisation_kind=True, organisation=body))

    assert covered_places() == {successor}
    assert figures.coverage(clock.today()).covered == 1


def test_the_first_screen_shows_queues_figures_and_ways_to_the_lists(
    client, administrator, django_assert_max_num_queries
):
    Universe.objects.create(as_of="2026-01-01", ayil_aimaks=230, cities=34, source="Нацстатком")
    OfficeFactory(client=ClientFactory(user=seen(1), category="lsg"))
    OfficeFactory(
        client=ClientFactory(user=seen(1), category="lsg"),
        organisation=OrganisationFactory(territory=TerritoryFactory()),
        verified=True,
    )
    client.get(reverse("wagtailadmin_home"))

    with django_assert_max_num_queries(30):
        page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("offices:index") in page
    assert f"{reverse('clients:index')}?category=lsg&amp;kind=person&amp;portal=active" in page
    assert reverse("clients:missing") in page
    missing = f"{reverse('clients:missing')}?service=portal&amp;kind=person&amp;category=lsg"
    assert f'из 264, не охвачено: <a href="{missing}">263</a>' in page


def test_the_source_of_the_number_is_told_in_the_language_of_the_screen(client, administrator):
    source = {"source": "Нацстатком КР", "source_ky": "КР Улутстаткому"}
    Universe.objects.create(as_of="2026-01-01", ayil_aimaks=230, cities=34, **source)

    russian = client.get(reverse("wagtailadmin_home")).content.decode()
    UserProfile.objects.update_or_create(user=administrator, defaults={"preferred_language": "ky"})
    kyrgyz = client.get(reverse("wagtailadmin_home")).content.decode()

    assert ("Нацстатком КР" in russian, "Улутстаткому" in russian) == (True, False)
    assert ("Нацстатком КР" in kyrgyz, "Улутстаткому" in kyrgyz) == (False, True)


def test_the_missing_ones_are_a_list(client, administrator):
    TerritoryFactory(name_ru="Кок-Жарский айылный аймак")

    assert "Кок-Жарский" in client.get(reverse("clients:missing")).content.decode()
