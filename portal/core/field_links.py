"""Where in the editor a field stands."""

from typing import Any

from wagtail.models import Page


def anchor_of(page: Page, field: str) -> str:
    """The anchor of a field in the form of its page; empty when the form does not have it."""
    return _found(page.get_edit_handler(), field, "panel")


def _found(panel: Any, field: str, prefix: str) -> str:
    names = {getattr(panel, "field_name", None), getattr(panel, "relation_name", None)}
    if field in names:
        return f"{prefix}-section"
    children = getattr(panel, "children", [])
    for child, name in zip(children, getattr(panel, "child_identifiers", []), strict=False):
        if found := _found(child, field, f"{prefix}-child-{name}"):
            return found
    return ""
