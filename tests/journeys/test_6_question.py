"""Story 6: a question from a practice page, its clock, and the answer by mail and in her room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.people import CLIENT_ADMINISTRATOR, MEMBER, sign_in, staff_tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.running_site import RunningSite

QUESTION = {
    "ky": "Бул тажрыйбадагы сметаны ким түздү жана канча турду? Бизде инженер жок.",
    "ru": "Кто составил смету в этой практике и сколько это стоило? У нас нет инженера.",
}
ANSWER = {
    "ky": "Сметаны райондук капиталдык курулуш бөлүмү акысыз түзүп берген.",
    "ru": "Смету бесплатно составил районный отдел капитального строительства.",
}


def test_a_question_from_a_practice_is_answered(
    site: RunningSite, browser: Browser, browser_page: Page, language: str
) -> None:
    page = browser_page
    sign_in(page, language, MEMBER)
    page.goto(f"/{language}/practices/kum-dobo-water-meters/")
    title = page.locator("h1").inner_text()

    page.locator(f"a[href*='/{language}/ask/?about=']").first.click()
    expect(page.locator("main")).to_contain_text(title)
    page.fill("[name=text]", QUESTION[language])
    page.click("main form.form button")

    expect(page).to_have_url(re.compile(rf"/{language}/ask/\d{{4}}-\d{{4}}/"))
    number = page.url.rstrip("/").rsplit("/", 1)[1]
    promised = page.locator("main [role=status].lead").inner_text()
    assert re.search(r"\d", promised)
    assert site.letters_to(MEMBER, containing=number)

    staff = staff_tab(browser, site, CLIENT_ADMINISTRATOR)
    staff.goto("/admin/inquiries/?state=waiting")
    staff.get_by_role("link", name=number).first.click()
    expect(staff.locator("main")).to_contain_text(QUESTION[language])
    staff.fill("[name=text] >> nth=0", ANSWER[language])
    staff.locator(
        "form:has([value=answer]) button[type=submit], form:has([value=answer]) button"
    ).last.click()
    expect(staff.locator("main")).to_contain_text(ANSWER[language])
    staff.get_by_role("link", name="карточка клиента").click()
    expect(staff.locator("main")).to_contain_text(number)
    staff.context.close()

    assert site.letters_to(MEMBER, containing=ANSWER[language])
    page.goto(f"/{language}/room/")
    page.locator(f"a[href='/{language}/ask/{number}/']").click()
    expect(page.locator("main")).to_contain_text(ANSWER[language])
