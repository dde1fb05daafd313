"""The sections pages live in."""

import pytest

from tests.factories.portal import grow_sections


@pytest.fixture
def sections(trees):
    grow_sections()
