"""Pages of the admin that staff have for themselves."""

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.admin.views import account

from membership.accounts.staff_forms import AdminLanguageForm


class StaffAccountView(account.AccountView):
    """Wagtail's page of one's own account, with our question about the language."""

    def get_panels(self) -> list[account.BaseSettingsPanel]:
        panels: list[account.BaseSettingsPanel] = super().get_panels()
        for panel in panels:
            if isinstance(panel, account.LocaleSettingsPanel):
                panel.form_class = AdminLanguageForm
        return panels


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Wagtail sends here whoever may not enter the admin: strangers sign in by our own form.

    A member is signed in already. The form would send her back to the admin and the admin here,
    for ever: she is told that it is not for her, in her language and not in that of the admin.
    """
    if request.user.is_anonymous:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{reverse('account_login')}?{query}" if query else "account_login")
    if request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    # what Wagtail noted for her would stand on whichever page she opens next
    list(get_messages(request))
    with translation.override(translation.get_language_from_request(request)):
        return render(request, "403.html", status=403)
