"""The notice about a missing translation, and asking for it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_ratelimit.decorators import ratelimit

from portal.core import clock, navigation, tree
from portal.languages import reading, services
from portal.languages.models import TranslationWish


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@ratelimit(key="user_or_ip", rate="30/h", method="POST", block=True)  # type: ignore[untyped-decorator]
def offer(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say that there is no translation yet, offer the text there is, take the wish."""
    page, language = reading.public_page(page_id), get_language() or "ky"
    if page is None:
        raise Http404
    twin = tree.twin_of(page, language)
    if twin is not None and twin.live:
        return redirect(navigation.address(twin, request))
    if request.method == "POST":
        return _take(request, page_id, language)
    wishes = TranslationWish.objects.of(page.translation_key, language)
    context = {
        "page": page,
        "item": page,
        "texts": reading.texts_of(page, request),
        "nearest_url": reading.nearest(page, request, language),
        "wishes": wishes.count(),
        "has_asked": wishes.filter(reader=reading.digest(request)).exists(),
    }
    return render(request, "languages/offer.html", context)


def _take(request: HttpRequest, page_id: int, language: str) -> HttpResponse:
    is_new = services.wish(
        page_id=page_id, language=language, reader=reading.digest(request), at=clock.now()
    )
    thanks = _("Thank you: the editors see your wish.") if is_new else _("You have asked already.")
    messages.success(request, thanks)
    return redirect(request.path)
