"""Rows below a page or a snippet, added by a button in whole words."""

from typing import Any

from django.utils.functional import Promise
from wagtail.admin.panels import InlinePanel


class RowsPanel(InlinePanel):
    """Wagtail puts the name of a row behind "Add", where many languages want another case."""

    def __init__(self, *args: Any, adding: str | Promise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adding = adding

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "adding": self.adding}

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "core/admin/rows_panel.html"
