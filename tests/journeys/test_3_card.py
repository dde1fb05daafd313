"""Journey 3: a plan, the payment page of the card provider, and access that opens by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.running_site import RunningSite

PAYS = "4242424242424242"
DECLINED = "4000000000000002"
LACKS_FUNDS = "4000000000009995"
ASKS = "4000002500003155"

_READER = """
from membership.accounts.models import User
from tests.factories.membership import UserFactory, enter_seller
enter_seller()
User.objects.filter(email={email!r}).exists() or UserFactory(email={email!r}, proven=True)
"""


@pytest.fixture
def page(site: RunningSite, browser_page: Page, language: str) -> Page:
    """The tab of somebody with an account, signed in by a mailed code."""
    email = f"card-{language}@example.kg"
    site.run(_READER.format(email=email))
    sign_in(site, browser_page, language, email)
    return browser_page


def sign_in(site: RunningSite, page: Page, language: str, email: str) -> None:
    page.goto(f"{site.url}/{language}/account/login/")
    page.fill("main [name=login]", email)
    page.click("main form button")
    page.fill("main [autocomplete=one-time-code]", site.code_for(email))
    page.click("main form:has([autocomplete=one-time-code]) button")
    expect(page.locator("main [autocomplete=one-time-code]")).to_have_count(0)


def order(site: RunningSite, page: Page, language: str) -> None:
    """Order a year online; ends on the page of the invoice."""
    page.goto(f"{site.url}/{language}/subscribe/")
    page.click("a[href$='/subscribe/online-year/']")
    page.click("main form button")
    expect(page).to_have_url(re.compile(r"/invoices/\d+/$"))


def go_to_checkout(page: Page) -> None:
    """Ask to pay by card, and follow the plain link once the worker has opened the page."""
    page.click("section[aria-labelledby=by-card] button")
    page.locator("a[href*='/c/pay/']").click(timeout=30_000)
    expect(page).to_have_url(re.compile(r"/c/pay/cs_test_"))


def pay(page: Page, number: str) -> None:
    """Type a card and press the button."""
    if page.locator("[name=email]:not([readonly])").count():
        page.fill("[name=email]", "asel@example.kg")
    page.fill("[name=number]", number)
    page.fill("[name=expiry]", "12/34")
    page.fill("[name=cvc]", "123")
    page.fill("[name=name]", "Asel Toktobaeva")
    page.click("button.primary")


def expect_paid(page: Page) -> None:
    """The invoice's page says, by itself, that it is paid and until when access is open."""
    expect(page).to_have_url(re.compile(r"/invoices/\d+/"))
    expect(page.locator("main .notice--ok")).to_have_count(2, timeout=60_000)


def test_paying_by_card_opens_access(site: RunningSite, page: Page, language: str) -> None:
    order(site, page, language)
    go_to_checkout(page)
    assert page.locator(".banner").is_visible()

    pay(page, PAYS)

    expect_paid(page)


def test_a_declined_card_can_be_replaced_by_another(
    site: RunningSite, page: Page, language: str
) -> None:
    order(site, page, language)
    go_to_checkout(page)

    for number in (DECLINED, LACKS_FUNDS):
        pay(page, number)
        expect(page.locator("[role=alert]")).to_be_visible()
        expect(page.locator("[name=name]")).to_have_value("Asel Toktobaeva")
    pay(page, ASKS)
    page.click("button[value=yes]")

    expect_paid(page)
