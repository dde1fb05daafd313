"""A unit typed once agrees with each number it stands behind."""

from decimal import Decimal

import pytest

from portal.core.units import agreed


@pytest.mark.parametrize(
    ("number", "typed", "said"),
    [
        ("21", "рабочих дней", "рабочий день"),
        ("64", "светильников", "светильника"),
        ("12", "светильник", "светильников"),
        ("2.50", "часов в сутки", "часа в сутки"),
        ("1.00", "сомов в год", "сом в год"),
        ("71", "домовладений", "домовладений"),
        ("0", "%", "%"),
    ],
)
def test_a_russian_unit_takes_the_form_of_its_number(number, typed, said):
    assert agreed(typed, Decimal(number), "ru") == said


def test_a_kyrgyz_unit_never_changes():
    assert agreed("сом", Decimal(5), "ky") == "сом"
