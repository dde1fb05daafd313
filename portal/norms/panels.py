"""What the edit page of a norm shows beside its fields."""

from typing import Any

from wagtail.admin.panels import Panel


class StatusPanel(Panel):
    """The way to the screen on which the status is moved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "norms/admin/status_panel.html"

        def is_shown(self) -> bool:
            """A norm that is not kept yet has no history."""
            return bool(self.instance.pk and super().is_shown())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The norm."""
            return {**super().get_context_data(parent_context), "norm": self.instance}
