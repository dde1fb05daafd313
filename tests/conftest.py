"""Fixtures of the whole suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Site


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """No test sees what another one kept."""
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def trees(db: None) -> Site:
    """The locales, the groups of staff and the three home pages; returns the default site."""
    from wagtail.models import Site

    from portal.core import groundwork as core_groundwork
    from portal.home import groundwork as home_groundwork

    core_groundwork.lay()
    home_groundwork.lay()
    return Site.objects.get(is_default_site=True)
