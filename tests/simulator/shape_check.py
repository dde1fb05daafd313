"""Is an object what the ``stripe`` library says it is? Asked of the annotations of its classes."""

from __future__ import annotations

import types
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

import stripe


def problems(value: Any, expected: Any, path: str = "") -> list[str]:
    """Unknown fields, missing fields that are never null, and values of a wrong kind."""
    if isinstance(expected, ForwardRef):
        expected = getattr(stripe, expected.__forward_arg__, None)
    if expected is None or expected is Any or isinstance(expected, str):
        return []
    if get_origin(expected):
        return _problems_of_generic(value, expected, path)
    if not isinstance(expected, type):
        return []
    if issubclass(expected, stripe.StripeObject):
        return _problems_of_object(value, expected, path)
    return _problems_of_plain(value, expected, path)


def _problems_of_generic(value: Any, expected: Any, path: str) -> list[str]:
    origin, inner = get_origin(expected), get_args(expected)
    if origin in (Union, types.UnionType):
        return _problems_of_union(value, inner, path)
    if origin is Literal:
        return [] if value in inner else [f"{path}: {value!r}"]
    if origin is list:
        return [p for i, part in enumerate(value) for p in problems(part, inner[0], f"{path}[{i}]")]
    if _is_list_object(origin):
        return [p for part in value["data"] for p in problems(part, inner[0], f"{path}.data")]
    return [] if isinstance(value, dict) else [f"{path}: not an object"]


def _is_list_object(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, stripe.ListObject)


def _problems_of_union(value: Any, members: tuple[Any, ...], path: str) -> list[str]:
    if value is None:
        return [] if type(None) in members else [f"{path}: null"]
    tried = [problems(value, member, path) for member in members if member is not type(None)]
    return min(tried, key=len)


def _problems_of_object(value: Any, expected: type, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path}: {value!r} is no {expected.__name__}"]
    fields = {
        name: kind
        for name, kind in expected.__annotations__.items()
        if not name.startswith("_") and name not in ("OBJECT_NAME", "deleted")
    }
    found = [f"{path}.{name}: unknown" for name in value.keys() - fields.keys()]
    for name, kind in fields.items():
        if name in value:
            found += problems(value[name], kind, f"{path}.{name}")
        elif type(None) not in get_args(kind):
            found.append(f"{path}.{name}: missing")
    return found


def _problems_of_plain(value: Any, expected: type, path: str) -> list[str]:
    if expected is bool or isinstance(value, bool):
        fits = isinstance(value, bool) and expected is bool
    elif expected.__name__ == "Decimal":
        fits = isinstance(value, str)
    else:
        fits = isinstance(value, expected)
    return [] if fits else [f"{path}: {value!r} is no {expected.__name__}"]
