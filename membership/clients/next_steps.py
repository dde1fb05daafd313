"""What to do next with a client, derived from what the base knows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from membership.clients.models import Client
from portal.core.registry import Registry


@dataclass(frozen=True, slots=True)
class NextStep:
    """One sentence and where to do it."""

    #: Lazy text: "Confirm the office".
    text: Any
    url: str = ""


#: A room above adds what it knows: takes a client as ``card.clients`` brings her and the member of
#: staff who looks, returns steps, most urgent first. It asks the database for nothing that its
#: part of the card does not show anyway: what it loads it keeps on the client.
sources: Registry[Callable[[Client, Any], Iterable[NextStep]]] = Registry("next step")
