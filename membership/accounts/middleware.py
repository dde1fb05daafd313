"""Staff need a second factor where the installation asks for it."""

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class StaffSecondFactorMiddleware:
    """Sends staff who have no second factor yet to set one up before they enter the admin.

    Whoever has one is asked for it by allauth at every sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.STAFF_MFA_REQUIRED and request.path.startswith("/admin/"):
            user = request.user
            is_staff = user.has_perm("wagtailadmin.access_admin")
            if is_staff and not get_adapter().is_mfa_enabled(user):
                messages.warning(
                    request, _("Staff sign in with a second step. Set it up to enter the admin.")
                )
                return redirect("mfa_index")
        return self.get_response(request)
