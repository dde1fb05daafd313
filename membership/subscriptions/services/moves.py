"""The one way an order or a term changes its state."""

from membership.subscriptions.models import Order, Term
from membership.subscriptions.states import State, check_move


def move_order(order: Order, then: State) -> None:
    """Raises MoveNotAllowed when the table does not lead there."""
    check_move(order.state, then)
    order.state = then
    order.save(update_fields=["state"])


def move_term(term: Term, then: State, *, reason: str) -> None:
    """Raises MoveNotAllowed when the table does not lead there."""
    check_move(term.state, then)
    term.state = then
    term.state_reason = reason[:300]
    term.save(update_fields=["state", "state_reason"])
