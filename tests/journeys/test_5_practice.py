"""Story 5: a practice is told, sent in, corrected, accepted, published, found and counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.people import (
    CLIENT_ADMINISTRATOR,
    CONTENT_ADMINISTRATOR,
    MEMBER,
    REVIEWER,
    sign_in,
    staff_tab,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.running_site import RunningSite

REASONS = "Тарифти ким бекиткенин жазыңыз. Напишите, кто утвердил тариф."


@dataclass(frozen=True)
class Words:
    """What she types, and the form of a word by which others find it."""

    title: str
    problem: str
    solution: str
    summary: str
    lesson: str
    correction: str
    #: None of them stands in the text.
    searched: tuple[str, ...]
    saved: str


WORDS = {
    "ky": Words(
        title="Кара-Тоодо эски түтүк ашар менен алмаштырылды",
        problem="Суу күнүнө эки саат келчү, жай сайын түтүк жарылчу.",
        solution="Үч чакырым траншея казып, полиэтилен түтүк тарттык.",
        summary="Үч чакырым түтүк бир жайда алмашты, суу үзгүлтүксүз агат.",
        lesson="Эсепти жыйында баштан көрсөтүү керек экен.",
        correction="Тарифти айылдык кеңеш 2025-жылдын май айында бекиткен.",
        searched=("түтүктөрдүн", "тутуктор"),
        saved="Сакталды",
    ),
    "ru": Words(
        title="В Кара-Тоо ашаром заменили старый водовод",
        problem="Вода шла два часа в сутки, каждое лето случались порывы.",
        solution="Вырыли три километра траншеи и уложили полиэтилен.",
        summary="Три километра за одно лето, вода идет без перерывов.",
        lesson="Расчет нужно показывать на сходе с самого начала.",
        correction="Тариф утвердил айылный кенеш в мае 2025 года.",
        searched=("водоводами", "водоводов"),
        saved="Сохранено",
    ),
}


def test_a_practice_from_the_first_word_to_the_client_card(
    site: RunningSite, browser: Browser, browser_page: Page, language: str
) -> None:
    words = WORDS[language]
    before = _counts(site, browser)

    number = _tell(browser_page, language, words)
    assert site.letters_to(MEMBER, containing=number)
    _return(site, browser, number)
    assert site.letters_to(MEMBER, containing=REASONS)
    _correct(browser_page, language, words)
    _accept(site, browser, number)
    _publish(site, browser, number, words)

    assert site.letters_to(MEMBER, containing=f"/{language}/practices/")
    _find(browser_page, language, words)
    assert _counts(site, browser) == (before[0] + 1, before[1] + 1)


def _tell(page: Page, language: str, words: Words) -> str:
    """From the start to the number and the promised day; returns the number."""
    sign_in(page, language, MEMBER)
    page.goto(f"/{language}/submit/")
    page.click("main form button")
    _type_and_come_back(page, words)
    page.check("text=/Ичүүчү суу жана сугат|Питьевая вода и орошение/")
    page.fill("[name=started_on]", "04.2025")
    _go_on(page)
    page.fill("[name=problem]", words.problem)
    page.fill("[name=solution]", words.solution)
    page.fill("[name=summary]", words.summary)
    _go_on(page)
    _fill_numbers(page)
    page.fill("[name=lessons]", words.lesson)
    _go_on(page)
    _add_evidence(page)
    _go_on(page)
    for text in (words.title, words.problem, words.lesson, "2 400 000", "Каптаж"):
        expect(page.locator("main")).to_contain_text(text)
    return _send(page)


def _type_and_come_back(page: Page, words: Words) -> None:
    """What is typed is saved without pressing anything."""
    page.locator("[name=title]").press_sequentially(words.title)
    expect(page.locator("[data-keep-status]")).to_contain_text(words.saved)
    with page.expect_response(re.compile("/keep/$")):
        page.fill("[name=village]", "Кара-Тоо")
    page.reload()
    expect(page.locator("[name=title]")).to_have_value(words.title)
    expect(page.locator("[name=village]")).to_have_value("Кара-Тоо")


def _fill_numbers(page: Page) -> None:
    """A wrong amount is named and kept; put right, it is understood."""
    page.fill("[name=results-0-what]", "Суу / вода")
    page.fill("[name=results-0-before]", "2")
    page.fill("[name=results-0-after]", "24")
    page.fill("[name=results-0-unit]", "саат")
    page.select_option("[name=costs-0-source]", "local_budget")
    page.fill("[name=costs-0-year]", "2025")
    page.fill("[name=costs-0-amount]", "2,4 млн")
    page.click("button[value=next]")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[name=costs-0-amount]")).to_have_value("2,4 млн")
    page.fill("[name=costs-0-amount]", "2 400 000")
    _go_on(page)


def _add_evidence(page: Page) -> None:
    out = BytesIO()
    Image.new("RGB", (640, 480), "#3a6f47").save(out, "JPEG")
    paper = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    page.set_input_files(
        "[name=files]",
        [
            {"name": "каптаж.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()},
            {"name": "токтом.pdf", "mimeType": "application/pdf", "buffer": paper},
        ],
    )
    page.click("button[value=upload]")
    expect(page.locator(".files .file")).to_have_count(2)
    page.locator(".files [name^='title-']").first.fill("Каптаж")


def _go_on(page: Page) -> None:
    here = page.url
    page.click("button[value=next]")
    expect(page).not_to_have_url(here)


def _send(page: Page) -> str:
    page.click("main form button")
    said = page.locator(".notice--ok").inner_text()
    number = re.search(r"T-\d{4}-\d{4}", said)
    assert number is not None
    assert re.search(r"\b\d{1,2}\b", said.replace(number.group(), ""))
    return number.group()


def _card(page: Page, number: str) -> None:
    """Open the card of a submission from the queue."""
    page.goto(f"/admin/submissions/?q={number}")
    page.locator("tr", has_text=number).get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text(number)


def _return(site: RunningSite, browser: Browser, number: str) -> None:
    staff = staff_tab(browser, site, REVIEWER)
    _card(staff, number)
    staff.check("[name=checked][value=place]")
    staff.fill("[name=reasons]", REASONS)
    staff.click("button[formaction*='/return/']")
    expect(staff.locator(".messages .success")).to_be_visible()  # and the next one that waits
    _card(staff, number)
    expect(staff.locator(".review-round").first).to_contain_text(REASONS)
    staff.context.close()


def _correct(page: Page, language: str, words: Words) -> None:
    page.goto(f"/{language}/room/")
    page.locator(".next-step", has_text=words.title).get_by_role("link").click()
    expect(page.locator(".notice--warn")).to_contain_text(REASONS)
    page.locator("a[href$='/subject/']").click()
    page.locator("button[value=go-path]").click()
    expect(page.locator("[name=lessons]")).to_have_value(words.lesson)
    page.fill("[name=sustainability]", words.correction)
    page.locator("button[value=go-check]").click()
    _send(page)


def _accept(site: RunningSite, browser: Browser, number: str) -> None:
    staff = staff_tab(browser, site, REVIEWER)
    _card(staff, number)
    for point in staff.locator("[name=checked]").all():
        point.check()
    staff.click("form[action*='/accept/'] button[type=submit]:not([formaction])")
    expect(staff.locator(".messages .success")).to_be_visible()
    _card(staff, number)
    expect(staff.locator(".review-round").first).to_be_visible()
    expect(staff.locator("form[action*='/accept/']")).to_have_count(0)
    staff.context.close()


def _publish(site: RunningSite, browser: Browser, number: str, words: Words) -> None:
    staff = staff_tab(browser, site, CONTENT_ADMINISTRATOR)
    _card(staff, number)
    staff.click("main a[href*='/edit/']")
    expect(staff.locator("[name=title]")).to_have_value(words.title)
    expect(staff.locator("[name=summary]")).to_have_value(words.summary)
    for part in (words.problem, words.correction):
        expect(staff.locator("main")).to_contain_text(part)
    staff.locator("footer [data-w-dropdown-target=toggle]").click()
    staff.click("[name=action-publish]")
    expect(staff.locator(".messages .success")).to_be_visible()
    staff.context.close()


def _find(page: Page, language: str, words: Words) -> None:
    told = " ".join((words.title, words.problem, words.solution, words.summary)).lower()
    for word in words.searched:
        assert word not in told
        page.goto(f"/{language}/search/?q={word}&sort=date")
        expect(page.locator("main")).to_contain_text(words.title)
    page.get_by_role("link", name=words.title).first.click()
    expect(page.locator("h1")).to_have_text(words.title)
    expect(page.locator("main")).to_contain_text(words.correction)


def _counts(site: RunningSite, browser: Browser) -> tuple[int, int]:
    """Sent in and published, as her card in the client base says."""
    staff = staff_tab(browser, site, CLIENT_ADMINISTRATOR)
    staff.goto(f"/admin/clients/?q={MEMBER}")
    staff.locator("td.title a, td a[href*='/admin/clients/']").first.click()
    said = staff.locator("#panel-submissions-section, #submissions-section").first.inner_text()
    found = re.search(r"Прислано: (\d+), опубликовано: (\d+)", said)
    assert found is not None
    staff.context.close()
    return int(found.group(1)), int(found.group(2))
