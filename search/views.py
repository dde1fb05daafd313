"""The search page."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from search import extracts, language, services
from search.engines.base import Answer, Hit

PER_PAGE = 10
LAST_PAGE = 100
KINDS = {
    "practice": _("Practices"),
    "article": _("Articles"),
    "issue": _("Issues of the magazine"),
    "answer": _("Answers"),
    "material": _("Materials"),
    "event": _("Events"),
    "news": _("News"),
    "topic": _("Topics"),
    "page": _("Pages"),
}
LOCALES = {"ky": _("Kyrgyz"), "ru": _("Russian"), "en": _("English")}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found, with its kinds and languages to choose from; the state is in the address."""
    text = request.GET.get("q", "").replace("\x00", "")[: services.LONGEST_QUERY].strip()
    kind = request.GET.get("kind", "") if request.GET.get("kind") in KINDS else ""
    locale = request.GET.get("lang", "") if request.GET.get("lang") in LOCALES else ""
    page = _page_number(request.GET.get("page", "1"))
    answer = services.ask(
        text, prefers=get_language() or "ky", kind=kind, locale=locale, page=page, per_page=PER_PAGE
    )
    context = {
        "text": text,
        "answer": answer,
        "hits": _shown(text, answer),
        "page_obj": Paginator(range(answer.total), PER_PAGE).get_page(page),
        "kinds": _choices(answer.kinds, KINDS, kind),
        "locales": _choices(answer.locales, LOCALES, locale),
        "kind": kind,
        "locale": locale,
    }
    return render(request, "search/results.html", context)


def _page_number(text: str) -> int:
    return (
        min(int(text), LAST_PAGE)
        if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text)
        else 1
    )


def _choices(counts: dict[str, int], names: dict[str, Any], chosen: str) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": names[code], "count": count, "chosen": code == chosen}
        for code, count in counts.items()
        if code in names
    ]


def _shown(text: str, answer: Answer) -> list[dict[str, Any]]:
    wanted = {term for word in services.words_of(text) for term in language.alternatives(word)}
    return [_as_row(hit, wanted) for hit in answer.hits]


def _as_row(hit: Hit, wanted: set[str]) -> dict[str, Any]:
    return {
        "hit": hit,
        "title": extracts.marked(hit.title, wanted),
        "extract": extracts.extract(f"{hit.summary} {hit.body}".strip(), wanted),
        "kind": KINDS.get(hit.kind, hit.kind),
        "language": LOCALES.get(hit.locale, hit.locale),
        "foreign": hit.locale != get_language(),
    }
