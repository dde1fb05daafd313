"""How far a municipality has come with a practice of another, and the ways between the states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.practices.errors import MoveNotAllowed


class State(models.TextChoices):
    """What a municipality says of itself."""

    INTERESTED = "interested", _("Interested")
    ADAPTING = "adapting", _("Adapting it")
    IN_USE = "in_use", _("In use there")
    STOPPED = "stopped", _("Stopped there")


#: Where each state leads. To say more about the same state is no move and always allowed. Nobody
#: goes back from use to trying out; who has stopped may begin again anywhere.
_ONWARD: dict[str, tuple[State, ...]] = {
    State.INTERESTED: (State.ADAPTING, State.IN_USE, State.STOPPED),
    State.ADAPTING: (State.IN_USE, State.STOPPED),
    State.IN_USE: (State.STOPPED,),
    State.STOPPED: (State.INTERESTED, State.ADAPTING, State.IN_USE),
}
#: The practice lives on there, in work or in use: what "adopted by" counts.
ADOPTED = (State.ADAPTING, State.IN_USE)
#: How a badge shows it.
BADGES = {
    State.INTERESTED: "quiet",
    State.ADAPTING: "wait",
    State.IN_USE: "ok",
    State.STOPPED: "warn",
}


def onward(state: str) -> tuple[State, ...]:
    """What may be said after ``state``: the same again, or the states it leads to."""
    return (State(state), *_ONWARD[state])


def check_move(before: str, after: str) -> None:
    """Raises MoveNotAllowed when ``before`` does not lead to ``after``."""
    if after not in onward(before):
        raise MoveNotAllowed(before, after)
