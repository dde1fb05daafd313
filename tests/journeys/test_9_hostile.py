"""Whatever is typed into any form or address of the stories: an answer, never a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.people import MEMBER, sign_in
from tests.journeys.test_8_pages import OWN, PUBLIC

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.running_site import RunningSite

SCRIPT = "\"'><script>alert(1)</script>"
VALUES = [
    SCRIPT, "a\x00b", "' OR 1=1 --", '"суу', "%00%ff", "😀" * 400, "ө" * 20_000, "-1", "9" * 40,
    "²", "2026-02-31", "\u202eсуу\u2066", "../../etc/passwd", "{{ 7*7 }}", " ",
]  # fmt: skip
#: Longer addresses are cut off by the server before anything of ours reads them.
_ADDRESS = 300
PARAMETERS = [
    "q", "page", "kind", "lang", "topic", "oblast", "outcome", "next", "plan", "about", "type",
    "year", "rubric", "author", "territory", "sheet", "format",
]  # fmt: skip
#: Ends the visit; everything else is tried.
LEAVING = ("/logout/",)
_ADDRESSES = [f"/ky{path.partition('?')[0]}" for path in (*PUBLIC, *OWN)]
_FORMS = """
forms => forms.map(form => ({
  action: form.getAttribute('action') || location.pathname,
  method: (form.getAttribute('method') || 'get').toLowerCase(),
  fields: [...form.elements].filter(one => one.name).map(one => [one.name, one.type, one.value]),
}))
"""


def _forms(page: Page, path: str) -> list[dict[str, Any]]:
    page.goto(path)
    forms = page.eval_on_selector_all("main form", _FORMS)
    return [one for one in forms if not one["action"].endswith(LEAVING)]


@pytest.fixture(scope="module")
def forms(browser: Browser, site: RunningSite) -> dict[str, list[dict[str, Any]]]:
    """The forms of each page as a member sees them: looked at once for all values."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    sign_in(page, "ky", MEMBER)
    found = {address: _forms(page, address) for address in _ADDRESSES}
    context.close()
    return found


def _filled(form: dict[str, Any], value: str, token: str) -> dict[str, str]:
    """The form with ``value`` in everything a hostile program can set."""
    return {
        name: token if name == "csrfmiddlewaretoken" else value
        for name, kind, _kept in form["fields"]
        if kind not in ("file", "submit", "button")
    }


def _failed(answer: Any, what: str) -> list[str]:
    found = [f"{what}: {answer.status}"] if answer.status >= 500 else []
    kind = answer.headers.get("content-type", "")
    if kind.startswith("text/html") and b"<script>alert(1)" in answer.body():
        found.append(f"{what}: reflected")
    return found


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_no_form_and_no_parameter_brings_the_site_down(
    browser_page: Page, forms: dict[str, list[dict[str, Any]]], value: str
) -> None:
    page, troubles = browser_page, []
    sign_in(page, "ky", MEMBER)
    token = {str(one["name"]): str(one["value"]) for one in page.context.cookies()}["csrftoken"]
    for address in _ADDRESSES:
        asked = page.request.get(address, params=dict.fromkeys(PARAMETERS, value[:_ADDRESS]))
        troubles += _failed(asked, f"GET {address}")
        for form in forms[address]:
            data = _filled(form, value, token)
            if form["method"] == "get":
                data = {name: typed[:_ADDRESS] for name, typed in data.items()}
                answer = page.request.get(form["action"], params=data)
            else:
                answer = page.request.post(form["action"], form=data)
            troubles += _failed(answer, f"{form['method']} {form['action']}")

    assert troubles == []


def test_what_was_typed_stays_typed(browser_page: Page, language: str) -> None:
    """A refused question keeps every word and says in words what is missing."""
    page = browser_page
    sign_in(page, language, MEMBER)
    page.goto(f"/{language}/ask/")
    words = "Кыска <сөз>"
    page.fill("main textarea", words)
    page.locator("main form button").last.click()

    assert page.locator("main textarea").input_value().strip() == words.strip()
    assert page.locator("[aria-invalid=true]").count() >= 1
