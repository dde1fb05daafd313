"""The last look before a page goes out, and the list of what is left to do after it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, TaskState

from portal.core import content_checks
from portal.core.pages import BasePage


def stop(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the draft and say what stops the publication, if anything does."""
    found = _found(page)
    stopping = [finding for finding in found if finding.stops]
    if not stopping:
        return None
    said = _("The draft is saved but not published.")
    messages.error(request, _listed(said, page, stopping))
    return redirect("wagtailadmin_pages:edit", page.pk)


def remind(request: HttpRequest, page: Page) -> None:
    """After a publication: what is still to be done for the page."""
    found = _found(page)
    if found:
        messages.warning(request, _listed(_("Still to be done for this page:"), page, found))


def lead_on(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After a decision of a reviewer: the next page that waits for her, else what waits at all."""
    if "action-workflow-action" not in request.POST:
        return None
    waiting = TaskState.objects.reviewable_by(request.user).order_by("started_at", "pk")
    others = (state.workflow_state.content_object for state in waiting.iterator())
    after = next((one for one in others if isinstance(one, Page) and one.pk != page.pk), None)
    if after is None:
        messages.info(request, _("No other page waits for your review."))
        return redirect("wagtailadmin_home")
    messages.info(
        request, _("The next page that waits for your review: %(title)s") % {"title": after.title}
    )
    return redirect("wagtailadmin_pages:edit", after.pk)


def _found(page: Page) -> list[content_checks.Finding]:
    return content_checks.findings(page) if isinstance(page, BasePage) else []


def _listed(said: str, page: Page, found: list[content_checks.Finding]) -> str:
    linked = ((content_checks.where(page, finding), finding.text) for finding in found)
    items = format_html_join("", "<li>{}</li>", ((_linked(url, text),) for url, text in linked))
    return format_html("{}<ul>{}</ul>", said, items)


def _linked(url: str, text: str) -> str:
    return format_html('<a href="{}">{}</a>', url, text) if url else text
