"""The admin speaks only the languages it is complete in, whatever the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class AdminLanguageMiddleware:
    """Gives the admin its first permitted language unless the reader's own is permitted.

    Stands below LocaleMiddleware. A language chosen in the staff profile still wins.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/admin/"):
            permitted = [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
            if translation.get_language() not in permitted:
                translation.activate(permitted[0])
                request.LANGUAGE_CODE = permitted[0]
        return self.get_response(request)
