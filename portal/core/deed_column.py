"""A title that leads on for those who may follow it, and is plain text for everybody else."""

from typing import Any

from wagtail.admin.ui.tables import TitleColumn


class DeedColumn(TitleColumn):
    """Links to a screen that takes a right; a list is read by more people than work in it."""

    def __init__(self, name: str, *, permission: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.permission = permission

    def get_link_url(self, instance: Any, parent_context: Any) -> str | None:
        """The address, or nothing to follow."""
        if not parent_context["request"].user.has_perm(self.permission):
            return None
        address: str | None = super().get_link_url(instance, parent_context)
        return address
