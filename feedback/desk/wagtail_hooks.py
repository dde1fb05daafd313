"""Registration with Wagtail's admin."""

from wagtail import hooks

from feedback.desk.viewsets import InquiryViewSet

hooks.register("register_admin_viewset", InquiryViewSet)
