"""Orders: placed, invoiced, given up."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from membership.billing import services as billing
from membership.billing.contents import Buyer
from membership.billing.errors import SellerUnknown
from membership.clients import selectors as clients
from membership.subscriptions import invoicing, signals, timeline
from membership.subscriptions.errors import (
    AddressMissing,
    NotForThisSubscriber,
    PlanNotOffered,
)
from membership.subscriptions.models import ForWhom, Order, Plan, Term
from membership.subscriptions.services.moves import move_order, move_term
from membership.subscriptions.states import State, check_move


@dataclass(frozen=True, slots=True)
class PostTo:
    """To whom the printed magazine goes."""

    name: str = ""
    address: str = ""


@transaction.atomic
def place_order(
    *,
    plan_id: int,
    payer_id: int,
    subscriber_id: int,
    buyer: Buyer,
    placed_at: datetime,
    language: str,
    form_key: uuid.UUID,
    post_to: PostTo | None = None,
    quantity: int = 1,
    placed_by_id: int | None = None,
) -> Order:
    """Keep an order and issue its invoice. The same form sent twice is one order.

    While the publisher's bank details are missing the order waits as a draft: nothing that was
    typed is lost, and staff issue the invoice later.

    Args:
        payer_id: the client who pays; ``buyer`` is how the payer stands on the invoice.
        subscriber_id: the client whose access the money opens.
        form_key: made when the form was shown.

    Raises:
        PlanNotOffered: the plan is not sold on that day.
        NotForThisSubscriber: the plan is for people only, or for organisations only.
        AddressMissing: the plan is printed and nobody said where to send it.
    """
    plan = Plan.objects.sold_on(timezone.localdate(placed_at)).filter(pk=plan_id).first()
    if plan is None:
        raise PlanNotOffered
    _check_subscriber(plan, subscriber_id)
    post_to = (post_to or PostTo()) if plan.is_printed else PostTo()
    if plan.is_printed and not (post_to.name and post_to.address):
        raise AddressMissing
    order, is_new = Order.objects.get_or_create(
        form_key=form_key,
        placed_by_id=placed_by_id,
        defaults={
            "plan": plan,
            "payer_id": payer_id,
            "subscriber_id": subscriber_id,
            "quantity": quantity,
            "price_tyiyn": plan.price_tyiyn,
            "buyer_name": buyer.name,
            "buyer_inn": buyer.inn,
            "buyer_address": buyer.address,
            "recipient_name": post_to.name,
            "recipient_address": post_to.address,
            "language": "ky" if language == "ky" else "ru",
            "placed_at": placed_at,
        },
    )
    if not is_new:
        return order
    timeline.order_placed(order)
    signals.order_placed.send(Order, order_id=order.pk, placed_at=placed_at)
    try:
        return issue_invoice_for(order_id=order.pk, at=placed_at)
    except SellerUnknown:
        return order


def _check_subscriber(plan: Plan, subscriber_id: int) -> None:
    if plan.for_whom == ForWhom.ANYBODY:
        return
    if clients.kind_of(subscriber_id) != plan.for_whom:
        raise NotForThisSubscriber


@transaction.atomic
def issue_invoice_for(*, order_id: int, at: datetime) -> Order:
    """Issue the invoice of a draft order, which from then on waits for payment.

    Raises:
        MoveNotAllowed: the order has its invoice already, or is cancelled.
        SellerUnknown: the publisher's bank details are not entered.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("plan").get(pk=order_id)
    check_move(order.state, State.AWAITING_PAYMENT)
    order.invoice = billing.issue_invoice(
        client_id=order.payer_id,
        buyer=Buyer(name=order.buyer_name, inn=order.buyer_inn, address=order.buyer_address),
        lines=[invoicing.line_of(order)],
        language=order.language,
        issued_at=at,
        asked_by_id=order.placed_by_id,
    )
    order.state = State.AWAITING_PAYMENT
    order.save(update_fields=["invoice", "state"])
    return order


@transaction.atomic
def cancel_order_of(*, invoice_id: int) -> None:
    """End the order whose invoice was given up. An invoice of something else is left alone."""
    order = Order.objects.select_for_update().filter(invoice_id=invoice_id).first()
    if order and order.state != State.CANCELLED:
        move_order(order, State.CANCELLED)
        for term in Term.objects.select_for_update().filter(order=order):
            move_term(term, State.CANCELLED, reason="")


@transaction.atomic
def cancel_draft(*, order_id: int) -> None:
    """Give up an order that has no invoice yet.

    Raises:
        MoveNotAllowed: it is cancelled already.
    """
    move_order(Order.objects.select_for_update().get(pk=order_id), State.CANCELLED)


def take_over_orders(*, organisation_id: int, from_user_id: int, to_user_id: int) -> int:
    """Put a successor in the place of whoever placed the orders of a body; returns how many."""
    of_body = Order.objects.filter(
        subscriber__kind="organisation",
        subscriber__organisation=organisation_id,
        placed_by=from_user_id,
    )
    return of_body.update(placed_by=to_user_id)
