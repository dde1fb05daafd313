"""Registration with Wagtail's admin."""

from wagtail import hooks

from membership.subscriptions import viewsets

hooks.register("register_admin_viewset", lambda: [viewsets.orders, viewsets.terms])
