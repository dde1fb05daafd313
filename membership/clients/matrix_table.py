"""The matrix as a table: every number with the list behind it, and a bar."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from membership.clients.figures import Matrix, Row
from membership.clients.models import Client
from membership.clients.reach import NO_CATEGORY
from portal.core.audience import Service

_KINDS = [
    (Client.Kind.PERSON, _("People")),
    (Client.Kind.ORGANISATION, _("Organisations")),
]
#: What the lists are narrowed to beside category and kind.
_PART = ("oblast", "language", "segment")


def of(matrix: Matrix, part: dict[str, Any]) -> dict[str, Any]:
    """What the table shows.

    Args:
        part: the ``period`` of growth in days, and the part of the base that the matrix is of.
    """
    return {
        "services": Service.choices,
        "kinds": _KINDS,
        "rows": [_line(row, matrix.largest, part) for row in (*matrix.rows, matrix.totals)],
        "growth_days": part["period"],
    }


def _line(row: Row, largest: int, part: dict[str, Any]) -> dict[str, Any]:
    """A row with addresses of lists and lengths of bars, in hundredths of the longest."""
    is_total = row.category == "all"
    chosen = {} if is_total else {"category": row.category or NO_CATEGORY}
    chosen |= {name: str(part[name]) for name in _PART if part.get(name)}
    cells = []
    for cell in row.cells:
        narrowed = {**chosen, "kind": cell.kind}
        known = {**narrowed, cell.service: "known"}
        cells.append(
            {
                "cell": cell,
                "known_url": _list_url(**known),
                "active_url": _list_url(**narrowed, **{cell.service: "active"}),
                "lapsed_url": _list_url(**narrowed, **{cell.service: "lapsed"}),
                "new_url": _list_url(**known, new=str(part["period"])),
                "known_bar": round(100 * cell.known / largest),
                "active_bar": round(100 * cell.active / largest),
            }
        )
    return {"row": row, "url": _list_url(**chosen), "cells": cells, "is_total": is_total}


def _list_url(**filters: str) -> str:
    return f"{reverse('clients:index')}?{urlencode(filters)}"
