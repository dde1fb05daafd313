"""Money that goes back to the card it came from."""

from django.db import transaction

from membership.billing import notices
from membership.billing.disputes.services import is_from_dispute
from membership.billing.errors import AmountNotPositive, NotPaidByCard, ReversalTooLarge
from membership.billing.gateways import stripe as stripe_gateway
from membership.billing.models import Invoice, Payment
from portal.core import outbox

GIVE_BACK = "billing.give_back"


@transaction.atomic
def ask_refund(
    *, payment_id: int, reason: str, by_user_id: int | None, amount_tyiyn: int | None = None
) -> None:
    """Have a card payment given back, whole or in part.

    The worker asks the provider; the row that reverses the payment is written from the provider's
    answer. The same wish again, before it is fulfilled, is the same refund.

    Args:
        amount_tyiyn: above zero; all that is left of the payment when not given.

    Raises:
        NotPaidByCard: the money came by another way and goes back by hand.
        ReversalTooLarge: more than is left of the payment.
        AmountNotPositive: nothing would be given back.
    """
    payment = Payment.objects.get(pk=payment_id)
    Invoice.objects.select_for_update().get(pk=payment.invoice_id)
    if payment.source != Payment.Source.CARD or is_from_dispute(payment.reference):
        raise NotPaidByCard
    left = payment.amount_tyiyn + payment.reversals.all().total_tyiyn()
    amount = left if amount_tyiyn is None else amount_tyiyn
    if amount > left:
        raise ReversalTooLarge
    if amount <= 0:
        raise AmountNotPositive
    outbox.enqueue(
        GIVE_BACK,
        key=f"{payment_id}:{left}:{amount}",
        payment_id=payment_id,
        left_tyiyn=left,
        amount_tyiyn=amount,
        reason=reason,
        by_user_id=by_user_id,
    )


@outbox.handles(GIVE_BACK, reaches_outside=True)
def give_back(
    *, payment_id: int, left_tyiyn: int, amount_tyiyn: int, reason: str, by_user_id: int | None
) -> None:
    """Give the money back and write it down. Twice is once: the key names the refund."""
    payment = Payment.objects.get(pk=payment_id)
    stripe_gateway.give_back(
        key=f"refund-{payment.reference}-{left_tyiyn}-{amount_tyiyn}",
        reference=payment.reference,
        amount_tyiyn=amount_tyiyn,
        reason=reason,
        by_user_id=by_user_id,
    )
    notices.count(stripe_gateway.payment_state(payment.reference))
