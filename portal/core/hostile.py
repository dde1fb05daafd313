"""Input that no person types: refused before it reaches a form or a database."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation

_NUL = "%00"


class NulMiddleware:
    """PostgreSQL cannot store a NUL: in a path it is 400, in a query it is as if not typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:
            return bad_request(request)
        if _NUL in (query := request.META.get("QUERY_STRING", "")):
            request.META["QUERY_STRING"] = _without_nul(query)
        return self.get_response(request)


def _without_nul(query: str) -> str:
    """One walk: a NUL may hide in the pieces of another, tens of thousands deep."""
    kept: list[str] = []
    for sign in query:
        kept.append(sign)
        if kept[-3:] == list(_NUL):
            del kept[-3:]
    return "".join(kept)


class TellRefusedMethodMiddleware:
    """Gives 405 a page: Django answers with nothing where a form's address is opened as a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_opened = request.method in ("GET", "HEAD")
        if is_opened and response.status_code == 405 and not response.content:
            response.content = _page_of_its_own("405.html", request)
        return response


def _page_of_its_own(template: str, request: HttpRequest) -> str:
    """In the language of the address, without asking the database or a session for anything."""
    language = translation.get_language_from_path(request.path_info)
    with translation.override(language or settings.LANGUAGE_CODE):
        return str(loader.get_template(template).render({}))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for what no person types."""
    return HttpResponse(_page_of_its_own("400.html", request), status=400)
