"""How long months are."""

from datetime import date

import pytest

from membership.subscriptions.periods import last_day


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 3, 3), 12, date(2027, 3, 2)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 14)),
        (date(2026, 10, 31), 6, date(2027, 4, 30)),
    ],
)
def test_a_term_ends_the_day_before_it_would_begin_again(first, months, last):
    assert last_day(first, months) == last
