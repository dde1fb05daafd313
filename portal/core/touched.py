"""What an act on territories touches: each room says what it keeps under a unit.

The register lies below the rooms whose rows point at it, so it asks here. ``touched_territories``
of a room registers the answers.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from portal.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Touched:
    """One kind of things kept under units."""

    #: Lazy text: "Clients".
    label: Any
    count: int
    #: A word on what becomes of them, lazy or empty.
    note: Any = ""


#: Takes ids of units; answers with one or more kinds, those without any included.
answers: Registry[Callable[[Collection[int]], list[Touched]]] = Registry("touched by a territory")


def by(territory_ids: Collection[int]) -> list[Touched]:
    """What is kept under these units, room by room in the order of start."""
    return [one for _name, answer in answers for one in answer(territory_ids)]
