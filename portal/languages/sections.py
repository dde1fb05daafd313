"""What this room puts in place of "there is no such page"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from portal.core import navigation, tree, unfound
from portal.languages import reading

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
        "item": page,
        "item_url": navigation.address(page, request),
        "item_language": page.locale.language_code,
        "nearest_url": reading.nearest(page, request, language),
        "offer_url": reading.address_of_offer(page, language),
    }
    return render(request, "languages/untranslated.html", context, status=404)
