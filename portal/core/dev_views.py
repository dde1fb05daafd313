"""Pages for those who build the site. Absent where ``DEV_PAGES`` is not set: they show mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.cache import never_cache

from portal.core import catalogue
from portal.core.models import Letter
from portal.core.navigation import OWN_NAMES

LATEST = 100


@never_cache
def mail_folder(request: HttpRequest) -> HttpResponse:
    """The latest letters and text messages, newest first; ``?format=json`` for programs."""
    letters = Letter.objects.all()[:LATEST]
    if request.GET.get("format") == "json":
        return JsonResponse([_as_dict(letter) for letter in letters], safe=False)
    return render(request, "core/dev/mail_folder.html", {"letters": letters})


@never_cache
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """One letter as text, with its links."""
    found = get_object_or_404(Letter, pk=letter_id)
    return render(request, "core/dev/letter.html", {"letter": found})


def _as_dict(letter: Letter) -> dict[str, Any]:
    return {
        "to": letter.to,
        "subject": letter.subject,
        "text": letter.text,
        "sent": letter.sent_at is not None,
        "attachments": [file["name"] for file in letter.attachments],
    }


@never_cache
def components(request: HttpRequest) -> HttpResponse:
    """Every component of the site, in Kyrgyz or, with ``?in=ru``, in Russian."""
    language = "ru" if request.GET.get("in") == "ru" else "ky"
    tabs = [
        {"name": OWN_NAMES[code], "url": f"?in={code}", "is_current": code == language}
        for code in ("ky", "ru")
    ]
    context = {**catalogue.samples(language), "languages_tabs": tabs}
    with translation.override(language):
        return render(request, "core/dev/components.html", context)
