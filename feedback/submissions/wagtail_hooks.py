"""Registration with Wagtail's admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from feedback.submissions.states import Deed
from feedback.submissions.viewsets import SubmissionViewSet

_PERMISSIONS = ("view_submission", "review_submission", "change_reviewnorm")


def moves(actions: Any) -> None:
    """Every move of a submission has its word in the log."""
    for deed in Deed:
        actions.register_action(f"submissions.{deed.value}", deed.label, deed.label)


def permissions() -> "QuerySet[Permission]":
    """What a group may be given in the settings of groups."""
    return Permission.objects.filter(
        content_type__app_label="submissions", codename__in=_PERMISSIONS
    )


hooks.register("register_admin_viewset", SubmissionViewSet)
hooks.register("register_log_actions", moves)
hooks.register("register_permissions", permissions)
