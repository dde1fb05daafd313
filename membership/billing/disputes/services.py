"""What a dispute does to our books. Called with the state read from the provider."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership.billing import letters, services
from membership.billing.disputes.models import TAKEN
from membership.billing.gateways.stripe import DisputeState
from membership.billing.models import Dispute, Payment, Source
from membership.clients import services as clients
from membership.clients.errors import TaskDone
from portal.core.money import Money

#: Marks the payment by which money of a dispute came back: it is no payment at the provider.
_WON = ":won"


def is_from_dispute(reference: str) -> bool:
    """Whether a payment is the money of a dispute that was won."""
    return reference.endswith(_WON)


def write_down(payment: Payment, states: tuple[DisputeState, ...], *, at: datetime) -> None:
    """Keep the disputes of a payment, and move the money that they moved, once.

    Money taken is a reversal: the invoice is owed again and what it opened closes. Money that came
    back is a payment of its own for the same invoice. A dispute that has ended leaves no task.

    Args:
        at: when the state was read.
    """
    for state in states:
        dispute, is_new = Dispute.objects.update_or_create(
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
        if is_new:
            _tell(dispute)
        if dispute.is_over:
            _close_task(dispute, at=at)
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
                currency=payment.invoice.currency,
                source=Source.CARD,
                reference=state.reference + _WON,
                received_at=state.reinstated_at,
            )


#: So much time is left to collect evidence before the provider's last day.
_DAYS_BEFORE = 3
#: Tasks are read by staff, whose work is in Russian.
_LANGUAGE_OF_STAFF = "ru"


def _tell(dispute: Dispute) -> None:
    """Write to the payer, and give staff the task to answer while there is time. Once a dispute."""
    if dispute.is_over:
        return
    letters.payment_disputed(dispute)
    if dispute.answer_by is None:
        return
    invoice, last = dispute.payment.invoice, timezone.localdate(dispute.answer_by)
    with translation.override(_LANGUAGE_OF_STAFF):
        text = _(
            "Answer the dispute %(dispute)s in Stripe's Dashboard by %(day)s: %(sum)s, "
            "invoice %(number)s."
        ) % {
            "dispute": dispute.external_id,
            "day": date_format(last, "SHORT_DATE_FORMAT"),
            "sum": Money(dispute.amount_tyiyn, invoice.currency),
            "number": invoice.number,
        }
    opened = timezone.localdate(dispute.opened_at)
    dispute.task = clients.give_task(
        text=text,
        due_on=max(opened, last - timedelta(days=_DAYS_BEFORE)),
        by_user_id=None,
        at=dispute.opened_at,
        client_id=invoice.client_id,
    )
    dispute.save(update_fields=["task"])


def _close_task(dispute: Dispute, *, at: datetime) -> None:
    """Take the task to answer off the board, unless somebody of the staff has done it.

    She may do so in this very moment: her word stands then, and the dispute goes on.
    """
    if dispute.task is None or dispute.task.done_at:
        return
    with suppress(TaskDone):
        clients.finish_task(
            task_id=dispute.task.pk, by_user_id=None, at=max(at, dispute.task.given_at)
        )
