"""Amounts as people type them."""

import pytest

from portal.core.money import Money, tyiyn_from_som
from portal.core.money_field import SomField


@pytest.mark.parametrize(
    ("text", "tyiyn"),
    [
        ("4800", 480_000),
        ("4 800", 480_000),
        ("4\u00a0800,50", 480_050),
        ("4800.5", 480_050),
        (" 0,01 ", 1),
        ("12.500", 1250),
        ("-5", -500),
    ],
)
def test_an_amount_is_read_as_it_is_typed(text, tyiyn):
    assert tyiyn_from_som(text) == tyiyn


@pytest.mark.parametrize(
    "text",
    [
        "",
        "много",
        "1e5",
        "1e999999",
        "NaN",
        "Infinity",
        "4,805,00",
        "0.001",
        "٤٨٠",
        "9" * 40,
        "--1",
    ],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError):
        tyiyn_from_som(text)


def test_money_never_breaks_over_two_lines():
    assert str(Money(480_050)) == "4\u00a0800,50\u00a0сом"


def test_a_sum_typed_in_another_way_is_no_change():
    field = SomField()

    assert not field.has_changed(480_050, "4 800,50")
    assert field.has_changed(480_050, "4 800,51")
    assert field.has_changed(480_050, "много")
