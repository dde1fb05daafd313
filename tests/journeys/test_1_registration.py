"""Story 1: she registers alone with a mailed code, and the administrator sees who she is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.people import CLIENT_ADMINISTRATOR, staff_tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.journeys.running_site import RunningSite

FAMILY_NAME = {"ky": "Төлөгөнова", "ru": "Толегенова"}
#: How she types the name of her ayil aimak, without Kyrgyz letters or in Latin ones.
TYPED = {"ky": "кок жар", "ru": "kok-zhar"}
RAYON = {"ky": "Кочкор району", "ru": "Кочкорский район"}
OKMOTU = {"ky": "Көк-Жар айыл өкмөтү", "ru": "Кок-Жарский айыл окмоту"}


def test_a_municipal_user_registers_and_her_office_is_confirmed(
    site: RunningSite, browser: Browser, browser_page: Page, language: str
) -> None:
    page, address = browser_page, f"secretary-{language}@example.kg"
    staff = staff_tab(browser, site, CLIENT_ADMINISTRATOR)
    _enter_print_subscriber(staff, FAMILY_NAME[language], address)

    _prove_address(site, page, language, address)
    _say_who_she_is(page, language)
    _agree_to_the_portal_by_mail(page)

    expect(page).to_have_url(re.compile(rf"/{language}/room/"))
    expect(page.locator(".next-steps")).to_contain_text(OKMOTU[language])

    card = _card_of(staff, FAMILY_NAME[language], address)
    expect(card).to_contain_text(address)
    expect(card).to_contain_text("Внесен в клиентскую базу")  # the same client, not a second one
    expect(card).to_contain_text("Кок-Жарский айыл окмоту")
    expect(card).to_contain_text("1.0")
    confirm = staff.get_by_role("button", name="Подтвердить")
    confirm.click()
    expect(confirm).to_have_count(0)
    staff.context.close()

    page.goto(f"/{language}/room/")
    expect(page.locator(".next-steps")).not_to_contain_text(OKMOTU[language])
    page.goto(f"/{language}/room/profile/")
    expect(page.locator("main")).to_contain_text(OKMOTU[language])


def _enter_print_subscriber(staff: Page, family_name: str, address: str) -> None:
    staff.goto("/admin/clients/new/")
    staff.fill("[name=family_name]", family_name)
    staff.fill("[name=given_name]", "Айнура")
    staff.select_option("[name=category]", "lsg")
    staff.fill("[name=postal_address]", "Көк-Жар, Достук 5")
    staff.fill("[name=email]", address)
    staff.locator("main form button[type=submit]").first.click()
    expect(staff).not_to_have_url(re.compile(r"/new/"))


def _prove_address(site: RunningSite, page: Page, language: str, address: str) -> None:
    page.goto(f"/{language}/")
    page.locator(".site-header__desk").get_by_role(
        "link", name={"ky": "Кирүү", "ru": "Войти"}[language]
    ).click()
    page.locator("main").get_by_role(
        "link", name={"ky": "Катталуу", "ru": "Зарегистрироваться"}[language]
    ).click()
    page.fill("[name=contact]", address)
    page.click("main form.form button")
    page.fill("[name=code]", site.code_for(address))
    page.click("main form.form button")
    expect(page).to_have_url(re.compile(r"/registration/person/"))


def _say_who_she_is(page: Page, language: str) -> None:
    page.fill("[name=family_name]", FAMILY_NAME[language])
    page.fill("[name=given_name]", "Айнура")
    page.locator("[name=territory]").press_sequentially(TYPED[language])
    page.get_by_role("option").filter(has_text=RAYON[language]).first.click()
    page.locator("main form.form button").last.click()
    page.check("[name=role][value=secretary]")
    page.fill("[name=mandate_starts_on]", "2024-12-02")
    page.check(f"[name=language][value={language}]")
    page.locator("main form.form button").last.click()
    expect(page).to_have_url(re.compile(r"/registration/consents/"))


def _agree_to_the_portal_by_mail(page: Page) -> None:
    boxes = page.locator("main [type=checkbox]")
    assert not any(box.is_checked() for box in boxes.all())
    expect(page.locator("main")).to_contain_text("№ 58")
    boxes.first.check()
    page.locator("main form.form button").last.click()


def _card_of(staff: Page, family_name: str, address: str) -> Locator:
    staff.goto(f"/admin/clients/?q={address}")
    people = staff.locator("main table tbody").get_by_role("link", name=family_name)
    expect(people).to_have_count(1)
    people.click()
    return staff.locator("main")


def test_a_registration_works_without_scripts(
    site: RunningSite, browser: Browser, language: str
) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page, address = context.new_page(), f"plain-{language}@example.kg"

    _prove_address(site, page, language, address)
    page.fill("[name=family_name]", FAMILY_NAME[language])
    page.fill("[name=given_name]", "Гүлмира")
    page.fill("[name=territory]", TYPED[language])
    page.locator("main form.form button").last.click()
    page.locator("main label").filter(has_text=RAYON[language]).locator("input").check()
    page.locator("main form.form button").last.click()

    expect(page).to_have_url(re.compile(r"/registration/role/"))
    page.goto(f"/{language}/room/")
    expect(page.locator(".next-steps a")).to_have_attribute(
        "href", f"/{language}/account/registration/"
    )
    context.close()
