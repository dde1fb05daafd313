"""Places on a page that higher wings fill: a thin layer on Wagtail's hooks.

A filler takes the template context and returns safe HTML, or an empty string for nothing.
Slots in use are listed in docs/architecture.md.
"""

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks

Filler = Callable[[dict[str, Any]], str]


def fill(slot: str, *, order: int = 50) -> Callable[[Filler], Filler]:
    """Register a filler for ``slot``; lower ``order`` comes first."""

    def register(filler: Filler) -> Filler:
        hooks.register(f"slot:{slot}", filler, order=order)
        return filler

    return register


def render(slot: str, context: dict[str, Any]) -> SafeString:
    """All that fills ``slot``, in order; empty when the fillers gave nothing but white space."""
    parts = [filler(context) for filler in hooks.get_hooks(f"slot:{slot}")]
    filled = "".join(parts)
    return mark_safe(filled if filled.strip() else "")
