"""Story 4: an order for an office, its invoice, two bank payments, and access with a basis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
from playwright.sync_api import expect

from tests.journeys.people import CLIENT_ADMINISTRATOR, MEMBER, sign_in, staff_tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.running_site import RunningSite

REST = "2\u00a0800\u00a0сом"


def order_for_the_office(page: Page, language: str) -> str:
    """Order online and print; ends on the page of the invoice and returns its number."""
    page.goto(f"/{language}/subscribe/")
    page.click("a[href$='/subscribe/both-year/']")
    assert page.locator("[name=for_whom][value=office]").is_checked()
    page.click("main form button")
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("[name=buyer_inn]", "0280 6199 6100 21")
    page.fill("[name=buyer_address]", "Нарын облусу, Кочкор району, Көк-Жар айылы")
    page.fill("[name=recipient_address]", "722200, Көк-Жар айылы, Ленин көчөсү, 1")
    page.click("main form button")
    expect(page).to_have_url(re.compile(rf"/{language}/invoices/\d+/$"))
    return re.findall(r"\d{4}-\d{5}", page.locator("h1").inner_text())[0]


def expect_papers(page: Page, number: str) -> None:
    """Both papers are there and name the invoice and the office's INN."""
    for language in ("ky", "ru"):
        address = page.locator(f"a[href$='/paper/{language}/']").get_attribute("href")
        answer = page.request.get(address)
        assert answer.headers["content-type"] == "application/pdf"
        text = pypdfium2.PdfDocument(answer.body())[0].get_textpage().get_text_range()
        assert number in text
        assert "02806199610021" in text


def enter_payment(staff: Page, *, amount: str, reference: str) -> None:
    """What the administrator does with a line of the bank statement."""
    staff.locator("a[href$='/payment/']").first.click()
    staff.fill("[name=amount]", amount)
    staff.fill("[name=reference]", reference)
    staff.locator("form[data-edit-form] button[type=submit]").first.click()
    expect(staff).to_have_url(re.compile(r"/admin/billing_invoices/inspect/\d+/"))


def test_an_office_pays_by_invoice_in_two_parts(
    site: RunningSite, browser: Browser, browser_page: Page, language: str
) -> None:
    page = browser_page
    sign_in(page, language, MEMBER)
    number = order_for_the_office(page, language)
    invoice_page = page.url
    expect_papers(page, number)
    assert site.letters_to(MEMBER, containing=number)

    staff = staff_tab(browser, site, CLIENT_ADMINISTRATOR)
    staff.goto("/admin/")
    staff.locator("a[href='/admin/billing_invoices/?status=issued']").click()
    staff.get_by_role("link", name=number).click()
    enter_payment(staff, amount="2 000", reference=f"ПП {number}/1")
    expect(staff.locator("body")).to_contain_text(REST)

    page.goto(invoice_page)
    expect(page.locator("main .notice--wait").first).to_contain_text(REST)
    expect(page.locator("main .notice--ok")).to_have_count(0)

    enter_payment(staff, amount="2800,00", reference=f"ПП {number}/2")
    staff.locator("main a[href^='/admin/clients/']").first.click()
    subscriptions = staff.locator("#subscriptions-section")
    expect(subscriptions).to_contain_text("Оплачено")
    expect(subscriptions).to_contain_text(number)
    expect(staff.locator("#timeline-section")).to_contain_text(number)
    staff.context.close()

    page.goto(invoice_page)
    expect(page.locator("main .notice--ok")).to_have_count(2)
    assert len(site.letters_to(MEMBER, containing=number)) >= 3


def test_nobody_else_opens_the_invoice(
    site: RunningSite, browser: Browser, browser_page: Page, language: str
) -> None:
    sign_in(browser_page, language, MEMBER)
    order_for_the_office(browser_page, language)
    address = browser_page.url

    stranger = staff_tab(browser, site, CLIENT_ADMINISTRATOR)

    assert stranger.goto(address).status == 404
    assert stranger.goto(f"{address}paper/ky/").status == 404
    stranger.context.close()
