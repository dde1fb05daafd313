"""States that are stored, and the only moves between them.

That a term is about to end, has just ended or lapsed follows from its dates and is never stored.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.subscriptions.errors import MoveNotAllowed


class State(models.TextChoices):
    """Of an order and of its term."""

    #: Everything is typed in, the invoice cannot be issued yet.
    DRAFT = "draft", _("Invoice is being prepared")
    AWAITING_PAYMENT = "awaiting_payment", _("Waiting for payment")
    OPEN = "open", _("Open")
    #: The money was given back and is owed again.
    SUSPENDED = "suspended", _("Suspended")
    CANCELLED = "cancelled", _("Cancelled")


MOVES: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.AWAITING_PAYMENT, State.CANCELLED}),
    State.AWAITING_PAYMENT: frozenset({State.OPEN, State.CANCELLED}),
    State.OPEN: frozenset({State.SUSPENDED, State.CANCELLED}),
    State.SUSPENDED: frozenset({State.OPEN, State.CANCELLED}),
    State.CANCELLED: frozenset(),
}


def check_move(now: str, then: str) -> None:
    """Raises MoveNotAllowed when the table does not lead from ``now`` to ``then``."""
    if then not in MOVES[now]:
        raise MoveNotAllowed(f"{now} → {then}")
