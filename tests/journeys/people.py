"""What people of the stories do again and again."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from portal.core.demo_logins import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.journeys.running_site import RunningSite

#: What a page may take on a machine that also runs the site, its worker and other tests.
PATIENCE_MS = 30_000

MEMBER = "aigul@example.kg"
CLIENT_ADMINISTRATOR = "clients@example.kg"
CONTENT_ADMINISTRATOR = "content@example.kg"
REVIEWER = "reviewer@example.kg"


def sign_in(page: Page, language: str, email: str, password: str = PASSWORD) -> None:
    """Sign in with a password, as the people of the demo do."""
    page.goto(f"/{language}/account/login/")
    page.fill("main [name=login]", email)
    page.fill("main [name=password]", password)
    page.click("main form button")
    expect(page).not_to_have_url(re.compile(r"/account/login/"))


def staff_tab(browser: Browser, site: RunningSite, email: str) -> Page:
    """A tab of somebody of the staff, signed in; the caller closes its context."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    sign_in(page, "ru", email)
    return page


def shown_after_work(page: Page, wanted: Locator, *, within: float = 60) -> Locator:
    """What the worker makes for a page: load the page again until it is there."""
    deadline = time.monotonic() + within
    while not wanted.count() and time.monotonic() < deadline:
        page.wait_for_timeout(500)
        page.reload()
    expect(wanted).to_be_visible()
    return wanted
