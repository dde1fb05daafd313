"""Nothing a reader looks at is pushed away by what loads later: pictures, letters of a font."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.running_site import RunningSite

MOST_CUMULATIVE_SHIFT = 0.01
#: Each language sees one width, the longer words the narrow one.
WIDTHS = {"ky": 1280, "ru": 360}
#: Below the language; ``*`` stands for the first link one step down.
PAGES = ["/", "/topics/water/", "/practices/", "/practices/*/", "/magazine/*/*/", "/events/*/"]
#: A connection on which fonts and pictures come after the words.
SLOW = {
    "offline": False, "latency": 60, "downloadThroughput": 250_000, "uploadThroughput": 250_000,
}  # fmt: skip
#: Kept by the page itself from its first moment on.
OBSERVER = """
    window.moved = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
            const what = entry.sources.map(({node}) => node?.outerHTML?.slice(0, 120) ?? "");
            if (!entry.hadRecentInput) window.moved.push([entry.value, what]);
        }
    }).observe({type: "layout-shift", buffered: true});
"""
#: Past every picture that waits until it is near.
TO_THE_END = """async () => {
    for (let at = 0; at < document.body.scrollHeight; at += innerHeight) {
        scrollTo(0, at);
        await new Promise(requestAnimationFrame);
    }
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
}"""


def test_nothing_moves_while_a_page_loads(
    site: RunningSite, browser: Browser, language: str
) -> None:
    width = WIDTHS[language]
    context = browser.new_context(base_url=site.url, viewport={"width": width, "height": 800})
    page = context.new_page()
    addresses = [_address(page, f"/{language}{path}") for path in PAGES]
    page.add_init_script(OBSERVER)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Network.emulateNetworkConditions", SLOW)

    moved = {address: _moved(page, address) for address in addresses}

    context.close()
    assert {address: parts for address, parts in moved.items() if parts} == {}


def _address(page: Page, pattern: str) -> str:
    """The address meant by a pattern."""
    start, star, rest = pattern.partition("*/")
    if not star:
        return pattern
    page.goto(start)
    links = page.locator(f"main a[href^='{start}']").all()
    below = (link.get_attribute("href") or "" for link in links)
    deeper = start.count("/") + 1
    first = next(url for url in below if url.count("/") == deeper and url.endswith("/"))
    return _address(page, f"{first}{rest}")


def _moved(page: Page, address: str) -> list[Any]:
    """What moved on the page, when it was more than nobody notices."""
    page.goto(address)
    page.evaluate(TO_THE_END)
    moved: list[Any] = page.evaluate("window.moved")
    return moved if sum(value for value, _what in moved) >= MOST_CUMULATIVE_SHIFT else []
