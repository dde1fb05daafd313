"""Registration with Wagtail's admin."""

from wagtail import hooks

from portal.events.viewsets import RollViewSet

hooks.register("register_admin_viewset", RollViewSet)
