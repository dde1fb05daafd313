"""Pages that people hold on to: whoever would delete one is told what to do first."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from portal.core.registry import Registry

#: Each takes the pages that would go and says, in lazy text, why one of them stays.
holds: Registry[Callable[[Any], Iterable[Any]]] = Registry("hold on pages")


def stop(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a page, and all below it, when something there is held on to."""
    return _stop(request, Page.objects.descendant_of(page, inclusive=True), page.pk)


def stop_many(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for pages ticked in a list."""
    pages = [one for one in objects if isinstance(one, Page)]
    if action_type != "delete" or not pages:
        return None
    going = Page.objects.none()
    for page in pages:
        going |= Page.objects.descendant_of(page, inclusive=True)
    return _stop(request, going, pages[0].pk)


def _stop(request: HttpRequest, going: Any, page_id: int) -> HttpResponse | None:
    reasons = [(reason,) for _name, hold in holds for reason in hold(going)]
    if not reasons:
        return None
    listed = format_html_join("", "<li>{}</li>", reasons)
    messages.error(request, format_html("{}<ul>{}</ul>", _("Nothing is deleted."), listed))
    return redirect("wagtailadmin_pages:edit", page_id)


def readable_or_last(pages: Any, going: Any) -> Any:
    """Of ``pages``, those going that readers see now, or that leave no other language behind."""
    kept = pages.model.objects.exclude(pk__in=going.values("pk"))
    is_last = ~Q(translation_key__in=kept.values("translation_key"))
    return pages.filter(Q(live=True) | is_last, pk__in=going.values("pk"))
