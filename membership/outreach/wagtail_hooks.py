"""Registration with Wagtail's admin."""

from wagtail import hooks

from membership.outreach.viewsets import CampaignViewSet

hooks.register("register_admin_viewset", CampaignViewSet)
