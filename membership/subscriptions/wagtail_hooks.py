"""Registration with Wagtail's admin."""

from wagtail import hooks

from membership.subscriptions.viewsets import SubscriptionsGroup

hooks.register("register_admin_viewset", SubscriptionsGroup)
