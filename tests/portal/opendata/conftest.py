"""The sections practices live in, and the page about open data."""

import pytest

from portal.opendata import groundwork
from tests.factories.portal import grow_sections


@pytest.fixture
def sections(trees):
    grow_sections()
    groundwork.lay()
