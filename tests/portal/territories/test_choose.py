"""The form field: a name in any spelling becomes a unit of the register."""

import pytest
from django import forms

from portal.territories.forms import TerritoryField
from tests.factories.portal import TerritoryFactory, kok_jar

pytestmark = pytest.mark.django_db


class PlaceForm(forms.Form):
    place = TerritoryField(label="Place")


def form(**data):
    return PlaceForm({f"place{key}": value for key, value in data.items()})


def test_a_name_that_fits_one_unit_is_enough():
    unit = kok_jar()

    filled = form(**{"": "кок жар"})

    assert filled.is_valid()
    assert filled.cleaned_data["place"] == unit


def test_a_name_that_fits_several_units_asks_which():
    here, there = kok_jar(), kok_jar()

    filled = form(**{"": "кок жар"})

    assert filled.errors.as_data()["place"][0].code == "choose"
    page = str(filled["place"])
    assert f'value="{here.pk}"' in page
    assert f'value="{there.pk}"' in page
    assert 'value="кок жар"' in page


def test_the_unit_picked_is_taken():
    kok_jar()
    there = kok_jar()

    filled = form(**{"": "кок жар", "_asked": "кок жар", "_chosen": str(there.pk)})

    assert filled.is_valid()
    assert filled.cleaned_data["place"] == there


def test_a_name_changed_after_picking_is_looked_up_again():
    old = kok_jar()
    new = TerritoryFactory(city=True)

    filled = form(**{"": "Нарын", "_asked": "кок жар", "_chosen": str(old.pk)})

    assert filled.is_valid()
    assert filled.cleaned_data["place"] == new


def test_a_rayon_cannot_be_picked():
    unit = kok_jar()

    filled = form(**{"": "кочкор", "_asked": "кочкор", "_chosen": str(unit.parent.pk)})

    assert filled.errors.as_data()["place"][0].code == "not_found"


@pytest.mark.parametrize("chosen", ["9" * 30, "-1", "x", "1 OR 1=1", "<b>", "²"])
def test_a_forged_choice_is_no_choice(chosen):
    kok_jar()
    kok_jar()

    filled = form(**{"": "кок жар", "_asked": "кок жар", "_chosen": chosen})

    assert not filled.is_valid()
    assert chosen not in str(filled["place"]) or chosen == "x"


def test_what_was_typed_comes_back_escaped():
    page = str(form(**{"": '"><script>'})["place"])

    assert "<script>" not in page


def test_a_missing_name_is_asked_for():
    assert form().errors.as_data()["place"][0].code == "required"
