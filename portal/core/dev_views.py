"""Pages for those who build the site. Refused where ``DEV_PAGES`` is not set: they show mail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from portal.core.models import Letter

LATEST = 100


@never_cache
def mail_folder(request: HttpRequest) -> HttpResponse:
    """The latest letters and text messages, newest first."""
    return render(request, "core/dev/mail_folder.html", {"letters": Letter.objects.all()[:LATEST]})


@never_cache
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """One letter as text, with its links."""
    found = get_object_or_404(Letter, pk=letter_id)
    return render(request, "core/dev/letter.html", {"letter": found})
