"""Payments that a document stands behind: they are put right at the document and nowhere else."""

from collections.abc import Callable
from typing import Any

from portal.core.registry import Registry

#: Each gives a query of the ids of the payments it brought.
sources: Registry[Callable[[], Any]] = Registry("source of payments")
