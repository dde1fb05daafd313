"""Bars and shares are honest: lengths follow the numbers, percents add up."""

from decimal import Decimal

import pytest
from django.utils import translation

from portal.core import figures
from portal.core.templatetags.look_tags import number


@pytest.mark.parametrize(
    ("part", "whole", "length"),
    [(96, 412, "23.3"), (1, 3, "33.33"), (None, 5, "0"), (5, 0, "0"), (9, 3, "100"), (3, 3, "100")],
)
def test_a_bar_is_as_long_as_its_share(part, whole, length):
    assert figures.share(part, whole) == length


def test_percents_of_money_add_up_to_a_hundred():
    total, parts = figures.stacked([{"name": "a", "tyiyn": 1}] * 3 + [{"name": "b", "tyiyn": 0}])

    assert total == 3
    assert [part.percent for part in parts] == [33, 33, 34]


def test_no_money_draws_nothing():
    assert figures.stacked([]) == (0, [])


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("ky", 1240000, "1\u00a0240\u00a0000"),
        ("ky", Decimal("2.50"), "2,5"),
        ("ru", 12.5, "12,5"),
        ("en", 12.5, "12.5"),
        ("ru", -3, "−3"),
        ("ky", 100, "100"),
        ("ky", "кыш", "кыш"),
        ("ky", "NaN", "NaN"),
    ],
)
def test_numbers_are_written_in_the_language_of_the_page(language, value, shown):
    with translation.override(language):
        assert number(value) == shown
