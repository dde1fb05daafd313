"""Changed fields of a row as people read them."""

from typing import Any

from django.db.models import Model
from django.utils.text import capfirst


def words(model: type[Model], name: str, before: str, after: str) -> str:
    """``Kind: person → organisation``; codes of choices by their labels, a dash for nothing."""
    field = model._meta.get_field(name)
    labels = {str(code): str(label) for code, label in getattr(field, "flatchoices", ())}
    old, new = (labels.get(value, value) or "–" for value in (before, after))
    return f"{capfirst(str(getattr(field, 'verbose_name', name)))}: {old} → {new}"


def values(row: Any, names: list[str]) -> dict[str, str]:
    """The fields as text; empty where nothing is known."""
    found = {name: getattr(row, name) for name in names}
    return {name: "" if value is None else str(value) for name, value in found.items()}
