"""Which language an answer speaks."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

#: Addresses that are the same in every language.
WITHOUT_LANGUAGE = (
    "/admin/", "/documents/", "/media/", "/stripe/", "/elqr/", "/dev/", "/data/", "/share/",
)  # fmt: skip


class LanguageMiddleware(LocaleMiddleware):
    """Django's middleware, with an admin whose language does not follow the browser.

    It speaks the first of its languages until ``StaffLanguageMiddleware`` knows who asks. Whatever
    is missing below an address without a language is missing: Django would send the reader to the
    same path below ``/ky/``.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if request.path.startswith("/admin/"):
            first, _name = settings.WAGTAILADMIN_PERMITTED_LANGUAGES[0]
            translation.activate(first)
            request.LANGUAGE_CODE = first

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 404 and request.path.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)


class StaffLanguageMiddleware:
    """The admin in the language chosen in the staff profile.

    Wagtail speaks it inside its views only; the page of what is missing and the refusals are
    written outside them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/admin/") and hasattr(request.user, "wagtail_userprofile"):
            language = request.user.wagtail_userprofile.get_preferred_language()
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)
