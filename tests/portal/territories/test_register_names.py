"""Names of the register read as people write them."""

import pytest

from portal.territories import services
from portal.territories.models import Territory
from portal.territories.register_files import read, tidy_name


def test_blanks_around_a_hyphen_are_a_slip_of_the_classifier():
    assert tidy_name("Кек - Джарский  айылный аймак") == "Кек-Джарский айылный аймак"
    assert tidy_name("Ош — шаар") == "Ош — шаар"
    assert not any(" - " in unit.fields["name_ru"] for unit in read().units)


@pytest.mark.django_db
def test_names_loaded_before_are_put_right_once():
    services.load_register()
    Territory.objects.filter(soate="41704210830000").update(name_ru="Кек - Джарский айылный аймак")

    services.load_register()

    row = Territory.objects.get(soate="41704210830000")
    assert row.name_ru == "Кек-Джарский айылный аймак"
