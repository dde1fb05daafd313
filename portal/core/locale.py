"""Which language an answer speaks."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

#: Addresses that are the same in every language.
WITHOUT_LANGUAGE = ("/admin/", "/documents/", "/media/", "/stripe/", "/dev/", "/data/", "/share/")


class LanguageMiddleware(LocaleMiddleware):
    """Django's middleware, with the admin in the languages it is complete in.

    A language chosen in the staff profile still wins. Whatever is missing below an address without
    a language is missing: Django would send the reader to the same path below ``/ky/``.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if request.path.startswith("/admin/"):
            permitted = [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
            if translation.get_language() not in permitted:
                translation.activate(permitted[0])
                request.LANGUAGE_CODE = permitted[0]

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 404 and request.path.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)
