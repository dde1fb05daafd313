"""A real browser before the real site.

``JOURNEY_DATABASE_URL`` and ``JOURNEY_REDIS_URL`` run the same stories on PostgreSQL and Redis.
"""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.journeys import prepared
from tests.journeys.people import PATIENCE_MS
from tests.journeys.running_site import RunningSite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

#: Without the parts for a window it takes half the time.
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium"))), "/usr/bin/chromium"
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here is a journey."""
    for item in items:
        if "tests/journeys/" in item.nodeid:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(params=["ky", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    """The language of the reader; each story runs once in each."""
    return str(request.param)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """One running installation with sample content for all stories of this test process."""
    running = RunningSite(
        folder=tmp_path_factory.mktemp("site"),
        database_url=os.environ.get("JOURNEY_DATABASE_URL", ""),
        redis_url=os.environ.get("JOURNEY_REDIS_URL", ""),
    )
    if running.database_url:
        running.prepare()
    else:
        running.copy_from(prepared.installation())
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


def _is_trouble(said: ConsoleMessage) -> bool:
    """An error in the console, but for a form that was refused: there the status is the answer."""
    refused = re.search(r"status of (422|429)", said.text)
    return said.type == "error" and not refused


@pytest.fixture
def browser_page(browser: Browser, site: RunningSite) -> Iterator[Page]:
    """A fresh reader's tab; nothing on a page may fail to load or log an error."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if _is_trouble(said) else None)
    page.on(
        "response",
        lambda answer: (
            troubles.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None
        ),
    )
    yield page
    context.close()
    assert not troubles
