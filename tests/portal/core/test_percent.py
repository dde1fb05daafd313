"""Shares as people type them."""

import pytest
from django.core.exceptions import ValidationError

from portal.core.percent_field import PercentField


@pytest.mark.parametrize(
    ("text", "hundredths", "shown"),
    [("12", 1200, "12"), ("12,5", 1250, "12,5"), ("0.25 %", 25, "0,25"), ("100%", 10_000, "100"),
     ("0", 0, "0")],
)  # fmt: skip
def test_a_share_is_typed_and_shown_as_percent(text, hundredths, shown):
    field = PercentField()

    assert field.clean(text) == hundredths
    assert field.prepare_value(hundredths) == shown
    assert not field.has_changed(hundredths, text)


@pytest.mark.parametrize("text", ["", "%", "много", "-1", "50,01", "1,255"])
def test_what_is_no_share_is_refused(text):
    with pytest.raises(ValidationError):
        PercentField(most=5_000).clean(text)
