"""Registration with Wagtail's admin."""

from wagtail import hooks

from membership.billing import viewsets

hooks.register("register_admin_viewset", lambda: [viewsets.invoices])
