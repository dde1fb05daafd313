"""What this room says on pages of others: instead of a missing page, and before a publication."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from portal.core import clock, content_checks, navigation, tree, unfound
from portal.core.content_checks import Finding
from portal.languages import items, reading, selectors
from portal.languages.items import State

navigation.offers.add("languages", reading.address_of_offer)


@unfound.answers.named("languages")
def other_language(request: HttpRequest) -> HttpResponse | None:
    """The same address in another language: its twin, or a word that there is none yet."""
    language = get_language() or "ky"
    if request.method not in {"GET", "HEAD"} or not request.path.startswith(f"/{language}/"):
        return None
    page = reading.twin_elsewhere(request.path, language)
    if page is None:
        return None
    twin = tree.twin_of(page, language)
    if twin is not None and twin.live:
        return redirect(navigation.address(twin, request))
    context = {
        "page": page,
        "item": page,
        "texts": reading.texts_of(page, request),
        "nearest_url": reading.nearest(page, request, language),
        "offer_url": reading.address_of_offer(page, language),
    }
    return render(request, "languages/untranslated.html", context, status=404)


@content_checks.checks.named("languages.twin")
def twin(page: Page) -> Iterable[Finding]:
    """Pages stand in every language that is at par, and follow their original."""
    if page.pk is None or page.alias_of_id is not None:
        return
    own = page.locale.language_code
    board = reverse("parity:item", args=[items.original_of(page).pk])
    for cell in selectors.item(page, clock.today()).cells:
        if cell.state == State.MISSING:
            text = _("There is no page in %(language)s yet.") % {"language": cell.name}
            yield Finding(text, url=board)
        if cell.code != own:
            continue
        if cell.state == State.STALE:
            words = _("The original has changed since this translation was brought in line.")
            yield Finding(words, url=board)
        if cell.state in {State.COPY, State.LIVE_COPY}:
            words = _("The text still stands here in the language of its original.")
            yield Finding(words, field="title")
