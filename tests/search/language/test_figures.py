"""The figures of ``make bench`` that do not depend on the machine hold in every test run."""

import pytest

from tests.bench import language

pytestmark = pytest.mark.static


@pytest.mark.parametrize("name", [name for name, _measure, _limit in language.MEASURES])
def test_words_are_understood_as_well_as_promised(name: str) -> None:
    figure = language.figure(name)

    assert figure.holds, str(figure)
