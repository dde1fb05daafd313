"""A norm, and the sections of pages that cite it."""

import pytest

from portal.norms.models import Norm
from tests.factories.portal import grow_sections


@pytest.fixture
def sections(trees):
    grow_sections()


@pytest.fixture
def law(db):
    return Norm.objects.create(
        slug="water", title_ky="«Суу жөнүндө» мыйзам", title_ru="Закон «О воде»", number="33"
    )
