"""Reading: from the question on the first page to a practice that can be repeated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.running_site import RunningSite

TOPIC = {"ky": "Ичүүчү суу жана сугат", "ru": "Питьевая вода и орошение"}
PRACTICE = {
    "ky": "Кум-Дөбөдө 612 үйгө эсептегич коюлуп",
    "ru": "В Кум-Дебе поставили 612 счетчиков",
}
OTHER = {"ky": "Русский", "ru": "Кыргызча"}
COST = "10\u00a0242\u00a0000\u00a0сом"


def test_a_secretary_finds_the_practice_on_her_topic(browser_page: Page, language: str) -> None:
    page = browser_page
    page.goto(f"/{language}/")

    page.locator("main").get_by_role("link", name=TOPIC[language], exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TOPIC[language])
    page.get_by_role("link", name=re.compile(PRACTICE[language])).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(PRACTICE[language])
    expect(page.locator("main")).to_contain_text(COST)
    expect(page.locator("main")).to_contain_text("18\u00a0600\u00a0000")


def test_the_language_switch_leads_to_the_twin(browser_page: Page, language: str) -> None:
    other = "ru" if language == "ky" else "ky"
    page = browser_page
    page.goto(f"/{language}/practices/kum-dobo-water-meters/")

    page.locator("header").get_by_role("link", name=OTHER[language]).first.click()

    expect(page).to_have_url(re.compile(f"/{other}/practices/kum-dobo-water-meters/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(PRACTICE[other])


def test_the_map_leads_to_the_practices_of_an_oblast(browser_page: Page, language: str) -> None:
    oblast = {"ky": "Нарын облусу", "ru": "Нарынская область"}[language]
    page = browser_page
    page.goto(f"/{language}/")

    page.locator("main").get_by_role("link", name=oblast).click()

    expect(page).to_have_url(re.compile(r"/practices/\?oblast=41704000000000$"))
    rows = page.locator("main .row")
    expect(rows.filter(has_text=PRACTICE[language])).to_have_count(1)
    expect(rows.filter(has_not_text=oblast)).to_have_count(0)


def test_the_library_is_narrowed_on_a_phone_without_scripts(
    browser: Browser, site: RunningSite, language: str
) -> None:
    facet, choice = {
        "ky": ("Жыйынтыгы", "Ишке ашкан жок"),
        "ru": ("Исход", "Не получилось"),
    }[language]
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(f"/{language}/practices/")

    page.locator("#narrow > summary").click()
    page.locator("summary").get_by_text(facet, exact=True).click()
    page.get_by_role("link", name=re.compile(choice)).click()

    expect(page.locator("main .row")).to_have_count(1)
    context.close()
