"""What a dispute does to our books. Called with the state read from the provider."""

from django.utils.translation import gettext_noop

from membership.billing import services
from membership.billing.gateways.stripe import DisputeState
from membership.billing.models import Dispute, Payment, Source

#: Stands as the reason of the reversal.
TAKEN = gettext_noop("Disputed by the owner of the card")

#: Marks the payment by which money of a dispute came back: it is no payment at the provider.
_WON = ":won"


def is_from_dispute(reference: str) -> bool:
    """Whether a payment is the money of a dispute that was won."""
    return reference.endswith(_WON)


def write_down(payment: Payment, states: tuple[DisputeState, ...]) -> None:
    """Keep the disputes of a payment, and move the money that they moved, once.

    Money taken is a reversal: the invoice is owed again and what it opened closes. Money that came
    back is a payment of its own for the same invoice.
    """
    for state in states:
        Dispute.objects.update_or_create(
            external_id=state.reference,
            defaults={
                "payment": payment,
                "amount_tyiyn": state.amount_tyiyn,
                "reason": state.reason[:60],
                "status": state.status[:40],
                "opened_at": state.opened_at,
                "answer_by": state.answer_by,
                "withdrawn_at": state.withdrawn_at,
                "reinstated_at": state.reinstated_at,
            },
        )
        if state.withdrawn_at:
            services.reverse_payment(
                payment_id=payment.pk,
                reference=state.reference,
                reason=TAKEN,
                at=state.withdrawn_at,
                amount_tyiyn=state.amount_tyiyn,
            )
        if state.reinstated_at:
            services.record_payment(
                invoice_id=payment.invoice_id,
                amount_tyiyn=state.amount_tyiyn,
                source=Source.CARD,
                reference=state.reference + _WON,
                received_at=state.reinstated_at,
            )
