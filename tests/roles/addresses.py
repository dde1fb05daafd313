"""Every address that our code answers in the admin and in the rooms of members.

Read from the URL resolver, so that a view added anywhere is here without being listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

WINGS = ("portal", "search", "membership", "magazine", "feedback")
#: Stands in an address for what has to be some number; no row has it.
NOBODY = 987654321
_PARAMETER = re.compile(r"<(?:(?P<kind>[\w.]+):)?(?P<name>\w+)>")
#: What an address needs where a number will not do.
_VALUES = {"uuid": "00000000-0000-4000-8000-000000000000", "slug": "none", "path": "none"}


@dataclass(frozen=True, slots=True)
class Address:
    """One address with something in the place of its parameters."""

    name: str
    path: str
    wing: str
    #: Label of the model the view is about, where it says so.
    model: str


def every(*, admin: bool) -> dict[str, Address]:
    """Addresses by name: of the admin, or of everything else below a language."""
    found: dict[str, Address] = {}
    for route, name, view in _walk(get_resolver()):
        in_admin = route.startswith("admin/")
        wing = _wing(view)
        if wing and in_admin == admin and (in_admin or route.startswith("ky/")):
            known = getattr(view, "view_initkwargs", {}).get("model")
            model = known._meta.label_lower if known else ""
            found.setdefault(name or route, Address(name or route, _filled(route), wing, model))
    return found


def _walk(
    resolver: Any, prefix: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, Any]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            own = (pattern.namespace,) if pattern.namespace else ()
            yield from _walk(pattern, route, spaces + own)
        else:
            name = ":".join([*spaces, pattern.name]) if pattern.name else ""
            yield route, name, pattern.callback


def _wing(view: Any) -> str:
    """The wing whose view or whose model answers; empty for what is Wagtail's alone."""
    models = getattr(view, "view_initkwargs", {}).get("model")
    own = getattr(view, "view_class", view)
    for module in (getattr(own, "__module__", ""), getattr(models, "__module__", "")):
        if module.split(".")[0] in WINGS:
            return module.split(".")[0]
    return ""


def _filled(route: str) -> str:
    def value(match: re.Match[str]) -> str:
        return _VALUES.get(match["kind"] or "", str(NOBODY))

    route = re.sub(r"\(\?P<\w+>[^)]*\)", str(NOBODY), route)
    return "/" + _PARAMETER.sub(value, route).replace("^", "").replace("$", "")
