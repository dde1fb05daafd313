"""Fixtures of the whole suite."""

from __future__ import annotations

import gc
import sqlite3
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.utils import translation

from tests import migrated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import SettingsWrapper
    from pytest_django.plugin import DjangoDbBlocker
    from wagtail.models import Site

#: The name Django gives to its test database in memory.
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


def pytest_collection_finish() -> None:
    """Python looks no more for cycles among what was imported and is there until the end.

    A fifth of the time of the tests went into it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """On SQLite, load the kept migrated database into memory before Django looks at it."""
    if connection.vendor != "sqlite":
        yield
        return
    keeper = sqlite3.connect(IN_MEMORY, uri=True)
    source = sqlite3.connect(migrated.database())
    source.backup(keeper)
    source.close()
    yield
    keeper.close()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite the database in memory is migrated already."""
    return connection.vendor == "sqlite"


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """No test sees what another one kept."""
    yield
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def _default_language() -> Iterator[None]:
    """A page asked for in one test leaves no language behind for the next."""
    yield
    translation.deactivate()


@pytest.fixture
def kept_pages(settings: SettingsWrapper) -> Iterator[None]:
    """Pages for strangers are kept, as on the real site."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": backend, "LOCATION": "pages"}}
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Home pages, sections and the rights of staff stand before the first test.

    The pages of the topics alone take longer to plant than most tests.
    """
    with django_db_blocker.unblock():
        _plant_trees()


@pytest.fixture
def trees(db: None) -> Site:
    """The site that begins at the home pages; planted anew where a test emptied the tables."""
    from wagtail.models import Site

    from portal.home.models import HomePage

    if not HomePage.objects.exists():
        _plant_trees()
    return Site.objects.get(is_default_site=True)


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What fixtures of a module make upon this stands for all its tests and falls with the last.

    Each test still leaves it as it found it: its own transaction lies inside.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


#: Later rooms build upon earlier ones. The register of territories and what hangs on it are left
#: to the tests that need them, as are the first plans: others count the few rows they make.
_PLANTED = (
    "portal.core", "portal.home", "portal.topics", "portal.practices", "portal.materials",
    "portal.news", "portal.events", "membership.clients", "membership.outreach",
    "membership.billing", "membership.bank", "membership.bookkeeping", "magazine.issues",
    "feedback.desk",
)  # fmt: skip


def _plant_trees() -> None:
    from portal.core.models import OutboxEntry

    for room in _PLANTED:
        import_module(f"{room}.groundwork").lay()
    # Where a search server is named it would be told of these pages in the first test.
    OutboxEntry.objects.all().delete()
