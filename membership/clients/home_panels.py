"""The first screen of the admin: what waits, and the client base in numbers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.ui.components import Component

from membership.clients import figures, matrix_table
from membership.clients.forms import MatrixForm
from membership.clients.reach import NO_CATEGORY, Part, Reach
from portal.core import clock, waiting
from portal.core.waiting import Queue
from portal.territories import selectors as territories


def for_user(user: Any) -> list[Component]:
    """The panels a member of staff may see."""
    panels: list[Component] = [WaitingPanel()]
    if user.has_perm("clients.view_matrix"):
        panels.append(MatrixPanel())
    return panels


class WaitingPanel(Component):
    """Every queue with its clock; the most urgent first."""

    template_name = "clients/admin/waiting_panel.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The queues of this member of staff; empty ones are named in one line."""
        mine = waiting.of(parent_context["request"].user, on=clock.today())
        busy = sorted((queue for queue in mine if queue.count), key=_urgency)
        return {
            "queues": busy,
            "empty": [queue for queue in mine if not queue.count],
            "today": clock.today(),
        }


def _urgency(queue: Queue) -> tuple[bool, date]:
    return (not queue.overdue, queue.due_on or date.max)


class MatrixPanel(Component):
    """Eight categories by two services, and the municipalities reached."""

    template_name = "clients/admin/matrix_panel.html"
    order = 20

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Figures of today, each with the list behind it."""
        today = clock.today()
        form = MatrixForm(parent_context["request"].GET)
        chosen = form.chosen()
        matrix = figures.matrix(today, **chosen)
        reach = Reach(today, inside=chosen["oblast"])
        universe = territories.universe(today)
        in_all = reach.of(Part(language=chosen["language"]))
        # How many municipalities an oblast has is in no dated figure.
        of = universe.total if universe and not chosen["oblast"] else None
        table = matrix_table.of(matrix, chosen)
        return {
            **table,
            "rows": [_with_places(line, chosen, reach, of) for line in table["rows"]],
            "form": form,
            "coverage": figures.Coverage(covered=len(in_all), universe=universe),
            "of": of,
            "missing_url": _places_url(chosen),
            "reached_url": _places_url(chosen, reach="reached"),
            "list_url": reverse("clients:index"),
        }


def _with_places(
    line: dict[str, Any], part: dict[str, Any], reach: Reach, of: int | None
) -> dict[str, Any]:
    """The row with the municipalities that each cell reaches."""
    category = "" if line["is_total"] else line["row"].category or NO_CATEGORY
    for one in line["cells"]:
        cell = one["cell"]
        places = {"service": cell.service, "kind": cell.kind, "category": category}
        reached = reach.of(Part(language=part["language"], **places))
        one |= {
            "places": len(reached),
            "places_url": _places_url(part, reach="reached", **places),
            "places_missing": max((of or 0) - len(reached), 0),
            "places_missing_url": _places_url(part, **places),
        }
    return line


def _places_url(part: dict[str, Any], **narrowed: str) -> str:
    """The list of municipalities: those not reached, or with ``reach`` those that are."""
    wanted = {**narrowed, "oblast": part["oblast"], "language": part["language"]}
    query = urlencode({name: value for name, value in wanted.items() if value})
    address = reverse("clients:missing")
    return f"{address}?{query}" if query else address
