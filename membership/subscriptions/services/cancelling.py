"""A paid term is closed before its last day, and what was not used goes back by rule."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from membership.subscriptions import prorating
from membership.subscriptions.errors import SumHasMoved
from membership.subscriptions.models import Term
from membership.subscriptions.services.changing import give_up
from membership.subscriptions.services.terms import cancel_term


@transaction.atomic
def cancel_paid(
    *, term_id: int, reason: str, expected_tyiyn: int, at: datetime, by_user_id: int | None
) -> prorating.Refund:
    """Close a paid term for good and take what its payer did not use off the invoice.

    The money itself is given back by the deeds on payments: it stands as a surplus until then.

    Args:
        expected_tyiyn: the sum that was shown.

    Raises:
        SumHasMoved: the sum is another one by now.
        MoveNotAllowed: the term is closed already.
    """
    term = (
        Term.objects.select_for_update(of=("self",)).select_related("order__plan").get(pk=term_id)
    )
    back = prorating.refund(term, on=timezone.localdate(at))
    if back.tyiyn != expected_tyiyn:
        raise SumHasMoved
    if back.tyiyn:
        give_up(
            term, back.tyiyn, key=f"cancel:{term.pk}", reason=reason, at=at, by_user_id=by_user_id
        )
    term.changes.waiting().filter(invoice=None).update(dropped_at=at)
    cancel_term(term_id=term_id, reason=reason, at=at)
    return back
