"""A successor takes over what her body has in hand."""

from django.db import transaction

from feedback.submissions.models import Submission
from feedback.submissions.states import State

#: Still in hand. What was accepted or declined stays its author's.
_IN_HAND = (State.DRAFT, State.SUBMITTED, State.RETURNED)


@transaction.atomic
def take_over_drafts(
    *, from_user_id: int, to_user_id: int, to_client_id: int, territory_id: int
) -> list[int]:
    """Give the texts in hand about a municipality to the successor; returns their numbers."""
    in_hand = Submission.objects.select_for_update().filter(
        owner=from_user_id, territory=territory_id, state__in=_IN_HAND
    )
    numbers = list(in_hand.values_list("pk", flat=True))
    in_hand.update(owner=to_user_id, client=to_client_id)
    return numbers
