"""The same deed in several threads at the same moment, each with a connection of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Callable

AT_ONCE = 8


def at_once(deed: Callable[[int], Any], *, refused: tuple[type[Exception], ...] = ()) -> list[Any]:
    """What each thread came back with; a refusal is an outcome like any other."""
    ready = Barrier(AT_ONCE)

    def run(number: int) -> Any:
        try:
            ready.wait(30)
            return deed(number)
        except refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))
