"""Changed fields of a row as people read them."""

from typing import Any

from django.db.models import Model
from django.utils.text import capfirst


def words(model: type[Model], name: str, before: str, after: str) -> str:
    """``Kind: person → organisation``; codes of choices by their labels, a dash for nothing."""
    label, old, new = parts(model._meta.get_field(name), before, after)
    return f"{label}: {old} → {new}"


def parts(field: Any, before: str, after: str) -> tuple[str, str, str]:
    """The same three words apart."""
    labels = {str(code): str(label) for code, label in getattr(field, "flatchoices", None) or ()}
    old, new = (labels.get(value, value) or "–" for value in (before, after))
    return capfirst(str(getattr(field, "verbose_name", field.name))), old, new


def values(row: Any, names: list[str]) -> dict[str, str]:
    """The fields as text; empty where nothing is known."""
    found = {name: getattr(row, name) for name in names}
    return {name: "" if value is None else str(value) for name, value in found.items()}
