"""Story 7: the administrator's morning, from what waits to the people behind a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.people import CLIENT_ADMINISTRATOR, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

MANAGER = "manager@example.kg"
OFFICES = "Должности на проверку"
QUEUES = [OFFICES, "Вопросы без ответа", "банковские платежи", "Подписки, которые кончаются"]


def test_the_morning_begins_with_what_waits_and_ends_with_an_office_confirmed(
    browser_page: Page, language: str
) -> None:
    page = browser_page
    sign_in(page, language, CLIENT_ADMINISTRATOR)
    page.goto("/admin/")
    expect(page.locator("#waiting-section")).to_be_visible()
    for queue in QUEUES:
        expect(page.locator(".waiting__queue", has_text=queue)).to_have_count(1)
    waiting = _waiting(page, OFFICES)

    page.locator(".waiting__queue", has_text=OFFICES).get_by_role("link").click()
    expect(page.locator("#listing-results tbody tr")).to_have_count(waiting)
    page.get_by_role("button", name="Подтвердить").first.click()

    expect(page.locator("#listing-results tbody tr")).to_have_count(waiting - 1)
    page.goto("/admin/")
    assert _waiting(page, OFFICES) == waiting - 1


def _waiting(page: Page, queue: str) -> int:
    card = page.locator(".waiting__queue", has_text=queue)
    return int(card.locator(".waiting__count").inner_text())


def test_every_number_of_the_matrix_leads_to_as_many_clients(
    browser_page: Page, language: str
) -> None:
    page = browser_page
    sign_in(page, language, CLIENT_ADMINISTRATOR)
    page.goto("/admin/")
    rows = page.locator("table.matrix tbody tr")
    assert rows.count() >= 9  # eight categories and their sum
    links = page.locator(".matrix tbody tr >> nth=0").locator("td a[href*='/admin/clients/?']")
    numbers = [(link.get_attribute("href"), _number(link.inner_text())) for link in links.all()]
    assert numbers

    for address, number in numbers:
        page.goto(str(address))
        expect(page.locator("#listing-results [role=alert]")).to_contain_text(f" {number} ")


def _number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found
    return int(found.group())


def test_the_missing_municipalities_are_a_list(browser_page: Page, language: str) -> None:
    page = browser_page
    sign_in(page, language, CLIENT_ADMINISTRATOR)
    page.goto("/admin/")
    expect(page.locator(".coverage")).to_contain_text("из 264")

    page.locator(".coverage").get_by_role("link", name="Не охвачено").click()

    expect(page).to_have_url(re.compile(r"/admin/clients/missing/"))
    expect(page.locator("#listing-results tbody tr").first).to_be_visible()
    assert page.locator("#listing-results tbody tr").count() >= 50


def test_the_manager_reads_who_looked_at_whom(browser_page: Page, language: str) -> None:
    page = browser_page
    sign_in(page, language, MANAGER)
    page.goto("/admin/clients/?q=asanova aigul")
    page.locator("#listing-results tbody a").first.click()
    name = page.locator(".client-card__name").inner_text()
    expect(page.get_by_role("button", name="Сохранить заметку")).to_have_count(0)

    page.goto("/admin/access-log/")

    newest = page.locator("#listing-results tbody tr").first
    expect(newest).to_contain_text(name)
    expect(newest).to_contain_text("Чолпон")
