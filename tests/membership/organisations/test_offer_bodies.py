"""The universe: every municipality has its bodies before anybody registers."""

import pytest

from membership.organisations import groundwork, naming, selectors, services
from membership.organisations.models import Organisation
from portal.core.audience import Role
from tests.factories.membership import UserFactory
from tests.factories.portal import TerritoryFactory, kok_jar

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "unit", "names"),
    [
        ("kenesh", ("Көк-Жар айыл аймагы", "Кок-Жарский айылный аймак"),
         ("Көк-Жар айылдык кеңеши", "Кок-Жарский айылный кенеш")),
        ("ayil_okmotu", ("Көк-Жар айыл аймагы", "Кок-Жарский айылный аймак"),
         ("Көк-Жар айыл өкмөтү", "Кок-Жарский айыл окмоту")),
        ("ayil_okmotu", ("Курама айыл аймагы", "Айылный аймак Курама"),
         ("Курама айыл өкмөтү", "Айыл окмоту Курама")),
        ("kenesh", ("Нарын шаары", "город Нарын"), ("Нарын шаардык кеңеши", "Кенеш города Нарын")),
        ("mayor", ("Нарын шаары", "город Нарын"), ("Нарын шаарынын мэриясы", "Мэрия города Нарын")),
        ("mayor", ("Нарын", "Нарын"), ("Нарын: шаарынын мэриясы", "Нарын: мэрия города")),
    ],
)  # fmt: skip
def test_names_of_bodies_follow_the_name_of_the_unit(kind, unit, names):
    assert naming.names(kind=kind, name_ky=unit[0], name_ru=unit[1]) == names


def test_a_village_unit_has_a_kenesh_and_an_okmotu_and_a_city_a_mayor():
    village, city = kok_jar(), TerritoryFactory(city=True)

    services.offer_bodies_of([village, city])

    assert [body.kind for body in selectors.bodies_of(village.pk)] == ["kenesh", "ayil_okmotu"]
    assert [body.kind for body in selectors.bodies_of(city.pk)] == ["kenesh", "mayor"]


def test_a_second_run_writes_nothing_and_leaves_corrected_names(django_assert_max_num_queries):
    village = kok_jar()
    assert services.offer_bodies_of([village]) == 2
    Organisation.objects.filter(kind="kenesh").update(name_ru="Кенеш", names_checked=True)

    with django_assert_max_num_queries(4):
        assert services.offer_bodies_of([village]) == 0
    village.name_ru = "Кок-Джарский айылный аймак"
    services.offer_bodies_of([village])

    assert sorted(Organisation.objects.values_list("name_ru", flat=True)) == [
        "Кенеш",
        "Кок-Джарский айыл окмоту",
    ]


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.KENESH_DEPUTY, "kenesh"),
        (Role.KENESH_CHAIR, "kenesh"),
        (Role.HEAD, "ayil_okmotu"),
        (Role.SECRETARY, "ayil_okmotu"),
    ],
)
def test_deputies_serve_in_the_kenesh_and_others_in_the_executive(role, kind):
    village = kok_jar()
    services.offer_bodies_of([village])

    body = selectors.body_for(territory_id=village.pk, role=role)

    assert body is not None
    assert body.kind == kind


def test_the_list_is_found_by_any_spelling_within_a_few_queries(
    client, trees, django_assert_max_num_queries
):
    client.force_login(UserFactory(is_superuser=True))
    kok_jar()
    groundwork.lay()
    address = "/admin/snippets/organisations/organisation/"
    client.get(address)

    with django_assert_max_num_queries(25):
        found = client.get(address, {"q": "кок жар окмоту"}).content.decode()
    other = client.get(address, {"q": "талас"}).content.decode()
    filtered = client.get(address, {"kind": "kenesh", "oblast": "1"})

    assert "Кок-Жарский айыл окмоту" in found or "Көк-Жар айыл өкмөтү" in found
    assert "Кок-Жарский" not in other
    assert filtered.status_code == 200
