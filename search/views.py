"""The search page, for people and for programs."""

import dataclasses
import re
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.core import clock, feeds, navigation
from portal.core.audience import category_of
from search import choices, help_offered, hints, log, promoted, queries, services, shown
from search.asking import Asking
from search.signals import nothing_found

PER_PAGE = 10


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found, with everything to narrow it by; the state is in the address."""
    asking = Asking.read(request.GET, get_language() or "ky")
    wants_json = asking.wants_json(request)
    if not wants_json and len(request.GET.get("q", "")) > queries.LONGEST:
        # the frame of the page repeats the address
        return patched(redirect(f"{request.path}?{asking.address.urlencode()}"))
    answer = asking.answer(PER_PAGE)
    advised = promoted.pages(asking.text, asking.language) if asking.page == 1 else []
    help_with_it = help_offered.beside(asking, answer)
    if wants_json:
        found = shown.as_json(request, asking, answer, advised, help_with_it)
        return patched(JsonResponse(found))
    asked_id = _logged(request, asking, answer.total)
    topics = {place.key: place.name for place in navigation.topic_links(request, asking.language)}
    groups = choices.groups(
        answer.facets, asking.chosen, asking.address, language=asking.language, topics=topics
    )
    context = {
        "asking": asking,
        "text": asking.text,
        "answer": answer,
        "hits": shown.rows(answer),
        "asked": log.token(asked_id) if asked_id else "",
        "page_obj": Paginator(range(min(answer.total, 1000)), PER_PAGE).get_page(asking.page),
        "groups": groups,
        "chosen": [choice for group in groups for choice in group.choices if choice.chosen],
        "promoted": advised,
        "help": help_with_it,
        "popular": [] if asking.text else hints.popular(asking.language),
    }
    return patched(render(request, "search/results.html", context))


def patched(response: HttpResponse) -> HttpResponse:
    """Programs and people get different answers at one address."""
    patch_vary_headers(response, ["Accept"])
    return response


def _logged(request: HttpRequest, asking: Asking, total: int) -> int:
    """Count the first page of an answer to a person; the number of the row, or 0."""
    if not asking.text or asking.page > 1 or _PROGRAM.search(request.headers.get("User-Agent", "")):
        return 0
    if not total and request.user.is_authenticated:
        nothing_found.send(
            None,
            user_id=request.user.pk,
            text=asking.text,
            locale=asking.language,
            searched_at=clock.now(),
        )
    return log.keep(
        text=asking.text,
        locale=asking.language,
        hits=total,
        filters={name: sorted(values) for name, values in asking.chosen.items()},
        category=category_of(request.user),
        on=clock.today(),
    )


_PROGRAM = re.compile(r"bot|crawl|spider|preview|curl|wget|python", re.IGNORECASE)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What somebody may be typing: a short list that holds nothing personal."""
    text = request.GET.get("q", "")[: queries.LONGEST]
    found: list[dict[str, Any]] = hints.beginning_with(text, get_language() or "ky")
    said = ngettext("%(number)d suggestion", "%(number)d suggestions", len(found))
    response = JsonResponse({"suggestions": found, "said": said % {"number": len(found)}})
    response["Cache-Control"] = "public, max-age=60"
    return response


@csrf_exempt  # nothing but a rank is kept, and only for a fresh search that this site has shown
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """A hit was opened: the page says which, by itself."""
    log.opened(token=request.POST.get("asked", ""), rank=request.POST.get("rank", ""))
    return HttpResponse(status=204)


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """OpenSearch: how a browser asks this site."""
    answer = render(
        request,
        "search/opensearch.xml",
        {"address": services.address_of_results()},
    )
    answer["Content-Type"] = "application/opensearchdescription+xml; charset=utf-8"
    return answer


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """A saved search as Atom: what answers it, the newest first."""
    asking = dataclasses.replace(
        Asking.read(request.GET, get_language() or "ky"), newest_first=True, page=1
    )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    shown.as_feed(request, asking, asking.answer(feeds.LONGEST)).write(response, "utf-8")
    return response
