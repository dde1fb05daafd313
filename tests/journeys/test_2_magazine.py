"""Story 2, the magazine: home, archive, issue, article; what is closed and what opens it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import pypdfium2
from playwright.sync_api import expect

from portal.core.demo_logins import PASSWORD
from tests.journeys.people import shown_after_work, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.running_site import RunningSite

CLOSED = "two-years-of-a-merged-aimak"
OPEN = "wednesday-visits-to-the-elderly"
TITLE = {
    "ky": "Борбор алыстадыбы же жакындадыбы: бириккен Ала-Буканын эки жылдык эсеби",
    "ru": "Стал ли центр дальше или ближе: двухлетний счет объединенной Ала-Буки",
}
FIRST_WORDS = {"ky": "Ала-Бука районунда үч айыл аймагы", "ru": "В Ала-Букинском районе три"}
#: Stands near the end of the closed article.
CLOSED_WORDS = {"ky": "Биригүүнүн ийгилиги картада эмес", "ru": "Успех объединения не на карте"}
END_OF_OPEN = {"ky": "Калганын өздөрү айтып беришет", "ru": "Остальное они расскажут сами"}
#: An account with a year of reading, made without the forms that other stories tell of.
READER = """
from datetime import timedelta
from allauth.account.models import EmailAddress
from membership.accounts.models import User
from membership.clients.services import open_card
from membership.subscriptions.services import grant_term
from portal.core import clock
user = User.objects.create_user({email!r}, {password!r})
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
today = clock.today()
grant_term(
    client_id=open_card(user_id=user.pk, at=clock.now()), opens="magazine_online", basis="waived",
    why="Сынак окурман", starts_on=today, ends_on=today + timedelta(days=365), at=clock.now(),
)
"""


def walk_to_the_article(page: Page, language: str) -> None:
    """From the first page through the archive and the current issue to its first article."""
    page.goto(f"/{language}/")
    expect(page.locator("#current-issue")).to_be_visible()
    page.locator(f"header a[href='/{language}/magazine/']:visible").first.click()
    expect(page.locator("main")).to_contain_text("10 (180)")
    page.locator(f"main a[href='/{language}/magazine/2026-10/']:visible").last.click()
    expect(page.locator(".tabs [aria-current=page]")).to_have_attribute("lang", language)
    expect(page.locator(".contents__item")).to_have_count(6)
    page.get_by_role("link", name=TITLE[language]).click()
    expect(page.locator("h1")).to_have_text(TITLE[language])


def test_a_closed_article_says_what_opens_it_and_sends_no_more(
    site: RunningSite, browser_page: Page, language: str
) -> None:
    page = browser_page
    walk_to_the_article(page, language)

    expect(page.locator("main")).to_contain_text("ЭСЕНАЛИЕВА")
    expect(page.locator("article")).to_contain_text(FIRST_WORDS[language])
    expect(page.locator("#opens a").first).to_have_attribute(
        "href", re.compile(rf"^/{language}/subscribe/")
    )
    for address in (page.url.removeprefix(site.url), f"/{language}/feeds/magazine/"):
        status, text = site.get(address)
        assert status == 200
        assert CLOSED_WORDS[language] not in text

    page.locator("#opens a").first.click()
    expect(page).to_have_url(re.compile(rf"/{language}/subscribe/"))
    page.goto(f"/{language}/search/?q={quote_plus(CLOSED_WORDS[language])}")
    expect(page.locator("#search-text")).to_have_value(CLOSED_WORDS[language])
    expect(page.locator(".result", has_text=CLOSED_WORDS[language])).to_have_count(0)


def test_the_open_article_is_read_to_its_end(browser_page: Page, language: str) -> None:
    page = browser_page
    page.goto(f"/{language}/magazine/2026-10/{OPEN}/")

    expect(page.locator("article")).to_contain_text(END_OF_OPEN[language])
    assert page.locator("#opens").count() == 0
    data = json.loads(page.locator("script[type='application/ld+json']").first.inner_text())
    assert data["isAccessibleForFree"] is True
    page.locator("nav a[rel=prev]").click()
    expect(page.locator("#opens")).to_be_visible()


def test_a_reader_with_a_term_reads_and_takes_the_pdf(
    site: RunningSite, browser_page: Page, language: str
) -> None:
    page, email = browser_page, f"reader-{language}@example.kg"
    site.run(READER.format(email=email, password=PASSWORD))
    sign_in(page, language, email)
    walk_to_the_article(page, language)

    expect(page.locator("article")).to_contain_text(CLOSED_WORDS[language])
    page.goto(f"/{language}/magazine/2026-10/")
    printed = shown_after_work(page, page.locator("a[href$='/pdf/']"))
    address = printed.get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.body())
    words = " ".join(" ".join(one.get_textpage().get_text_range().split()) for one in document)
    assert CLOSED_WORDS[language].split()[0] in words
    assert site.get(str(address))[0] == 200  # who may not read lands on the page of the issue
