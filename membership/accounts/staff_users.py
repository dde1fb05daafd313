"""Wagtail's users with our forms. Stands in INSTALLED_APPS in place of ``wagtail.users``."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsers(WagtailUsersAppConfig):
    """Wagtail's app of users and groups."""

    user_viewset = "membership.accounts.viewsets.UserViewSet"
