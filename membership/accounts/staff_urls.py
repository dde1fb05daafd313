"""Addresses of the admin that we answer ourselves; they come before Wagtail's own."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from membership.accounts.staff_views import StaffAccountView, sign_in

urlpatterns = [
    path("login/", never_cache(sign_in)),
    path("account/", never_cache(require_admin_access(StaffAccountView.as_view()))),
]
