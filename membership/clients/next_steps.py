"""What to do next with a client, derived from what the base knows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from portal.core.registry import Registry


@dataclass(frozen=True, slots=True)
class NextStep:
    """One sentence and where to do it."""

    #: Lazy text: "Confirm the office".
    text: Any
    url: str = ""


#: A room above adds what it knows: takes a client's id, returns steps, most urgent first.
sources: Registry[Callable[[int], Iterable[NextStep]]] = Registry("next step")
