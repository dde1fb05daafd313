"""Nothing a reader looks at is pushed away by what loads later: pictures, letters of a font."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from tests.journeys.running_site import RunningSite

MOST_CUMULATIVE_SHIFT = 0.01
#: Each language sees one width, the longer words the narrow one.
WIDTHS = {"ky": 1280, "ru": 360}
#: Below the language; ``*`` stands for the first link one step down.
PAGES = ["/", "/topics/water/", "/practices/", "/practices/*/", "/magazine/*/*/", "/events/*/"]
#: What may come after the words.
LATE = {"font", "image"}
#: Asked again with each frame: the site's own rules forbid waiting by words that are run.
UNTIL_WORDS_ARE_SEEN = """async () => {
    while (!performance.getEntriesByName("first-contentful-paint").length) {
        await new Promise(requestAnimationFrame);
    }
}"""
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
    viewport = {"width": WIDTHS[language], "height": 800}
    context = browser.new_context(base_url=site.url, viewport=viewport)
    page = context.new_page()
    addresses = [_address(page, f"/{language}{path}") for path in PAGES]
    page.add_init_script(OBSERVER)

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
    """What moved when fonts and pictures came after the words; nothing if nobody notices it."""
    held: list[Route] = []
    page.route(
        "**/*",
        lambda route: (
            held.append(route) if route.request.resource_type in LATE else route.continue_()
        ),
    )
    page.goto(address, wait_until="commit")
    page.evaluate(UNTIL_WORDS_ARE_SEEN)
    for route in held:
        route.continue_()
    page.unroute("**/*")
    page.evaluate(TO_THE_END)
    moved: list[Any] = page.evaluate("window.moved")
    return moved if sum(value for value, _what in moved) >= MOST_CUMULATIVE_SHIFT else []
