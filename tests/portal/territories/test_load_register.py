"""The register is loaded once; what administrators change stays."""

from datetime import date

import pytest

from portal.core import groundwork as core_groundwork
from portal.territories import groundwork, selectors, services
from portal.territories.kyrgyz_names import kyrgyz_name
from portal.territories.models import Succession, Territory, Universe

pytestmark = pytest.mark.django_db


def test_the_register_holds_every_unit_of_the_classifier():
    services.load_register()

    levels = Territory.objects.values_list("level", flat=True)
    counts = {level: list(levels).count(level) for level in set(levels)}
    assert counts == {"oblast": 7, "rayon": 40, "city": 34, "city_district": 4, "ayil_aimak": 460}


def test_a_second_run_changes_nothing(django_assert_max_num_queries):
    services.load_register()
    Territory.objects.filter(soate="41704235837000").update(name_ky="Көкжар айыл аймагы")

    with django_assert_max_num_queries(4):
        added = services.load_register()

    assert added == 0
    assert Territory.objects.get(soate="41704235837000").name_ky == "Көкжар айыл аймагы"


def test_every_unit_but_the_first_level_has_a_parent():
    services.load_register()

    assert Territory.objects.oblasts_and_capitals().count() == 9


def test_ayil_aimaks_of_before_the_merger_end_with_2024_unless_they_are_known_to_go_on():
    services.load_register()

    assert Territory.objects.get(soate="41704235837000").in_force_until == date(2024, 12, 31)
    assert Territory.objects.get(soate="41703204808000").in_force_until is None


def test_a_merged_unit_knows_its_successor():
    services.load_register()

    row = Succession.objects.get(predecessor__soate="41703204847000")
    assert row.successor.name_ky == "Ала-Бука айыл аймагы"
    assert row.predecessor not in Territory.objects.registrable()


def test_a_derived_kyrgyz_name_never_passes_for_checked():
    services.load_register()

    derived = Territory.objects.get(soate="41702205805000")
    assert derived.name_ky == "Ак-Булуң айыл аймагы"
    assert not derived.name_ky_checked


@pytest.mark.parametrize(
    ("russian", "kyrgyz"),
    [
        ("Кек - Джарский айылный аймак", "Көк-Жар айыл аймагы"),
        ("Джаны-Джольский айылный аймак", "Жаңы-Жол айыл аймагы"),
        ("Ак-Моюнский айылный аймак", "Ак-Моюн айыл аймагы"),
        ("Айылный аймак им. Кайназаровой", "Кайназарова айыл аймагы"),
        ("Байзаковский айылный аймак", "Байзаков айыл аймагы"),
    ],
)
def test_a_kyrgyz_name_is_derived_by_rule(russian, kyrgyz):
    assert kyrgyz_name(russian, "ayil_aimak") == kyrgyz


def test_the_size_of_the_universe_is_a_dated_row_and_no_count_of_rows():
    core_groundwork.lay()
    groundwork.lay()
    Universe.objects.create(
        as_of=date(2027, 1, 1), ayil_aimaks=228, cities=34, source="stat.gov.kg"
    )
    groundwork.lay()

    assert selectors.universe(date(2026, 11, 22)).total == 264
    assert selectors.universe(date(2027, 5, 1)).total == 262
