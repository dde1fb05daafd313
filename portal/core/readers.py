"""What higher wings know about the person who reads."""

from collections.abc import Callable
from typing import Any

from portal.core.registry import Registry

#: Takes a signed-in user; answers with the id of the territory she serves in, or None.
municipalities: Registry[Callable[[Any], int | None]] = Registry("answer on a reader's place")


def municipality_of(user: Any) -> int | None:
    """The municipality of a reader; None when she is not signed in or has none."""
    if not getattr(user, "is_authenticated", False):
        return None
    answers = (answer(user) for _name, answer in municipalities)
    return next((found for found in answers if found is not None), None)
