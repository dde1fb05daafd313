"""The last look before a page goes out, and the list of what is left to do after it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from portal.core import content_checks
from portal.core.pages import BasePage


def stop(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the draft and say what stops the publication, if anything does."""
    found = _found(page)
    stopping = [finding.text for finding in found if finding.stops]
    if not stopping:
        return None
    said = _("The draft is saved but not published.")
    messages.error(request, _listed(said, stopping))
    return redirect("wagtailadmin_pages:edit", page.pk)


def remind(request: HttpRequest, page: Page) -> None:
    """After a publication: what is still to be done for the page."""
    found = [finding.text for finding in _found(page)]
    if found:
        messages.warning(request, _listed(_("Still to be done for this page:"), found))


def _found(page: Page) -> list[content_checks.Finding]:
    return content_checks.findings(page) if isinstance(page, BasePage) else []


def _listed(said: str, texts: list[str]) -> str:
    items = format_html_join("", "<li>{}</li>", ((text,) for text in texts))
    return format_html("{}<ul>{}</ul>", said, items)
