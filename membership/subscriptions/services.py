"""Every change to orders and terms."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from membership.billing import services as billing
from membership.billing.contents import Buyer
from membership.billing.errors import SellerUnknown
from membership.subscriptions import invoicing, letters, signals, timeline
from membership.subscriptions.errors import AddressMissing, BasisWithoutReason, PlanNotOffered
from membership.subscriptions.models import Opens, Order, Plan, Term
from membership.subscriptions.periods import last_day
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
        AddressMissing: the plan is printed and nobody said where to send it.
    """
    plan = Plan.objects.offered_on(timezone.localdate(placed_at)).filter(pk=plan_id).first()
    if plan is None:
        raise PlanNotOffered
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
        _move_order(order, State.CANCELLED)
        for term in Term.objects.select_for_update().filter(order=order):
            _move_term(term, State.CANCELLED, reason="")


@transaction.atomic
def cancel_draft(*, order_id: int) -> None:
    """Give up an order that has no invoice yet.

    Raises:
        MoveNotAllowed: it is cancelled already.
    """
    _move_order(Order.objects.select_for_update().get(pk=order_id), State.CANCELLED)


@transaction.atomic
def open_term(*, invoice_id: int, settled_at: datetime) -> Term | None:
    """Open what a paid invoice was issued for, once; a suspended term opens again.

    A term begins on the day of payment, or on the day after the last one the subscriber already
    has for the same, so that an early renewal loses nothing.

    Returns:
        The term, or None for an invoice of something else.
    """
    orders = Order.objects.select_for_update(of=("self",)).select_related("plan")
    order = orders.filter(invoice_id=invoice_id).first()
    if order is None:
        return None
    if term := Term.objects.select_for_update().filter(order=order).first():
        if term.state == State.SUSPENDED:
            _move_order(order, State.OPEN)
            _move_term(term, State.OPEN, reason="")
        return term
    _move_order(order, State.OPEN)
    starts_on = _first_free_day(
        order.subscriber_id, order.plan.opens, timezone.localdate(settled_at)
    )
    term = Term.objects.create(
        subscriber_id=order.subscriber_id,
        order=order,
        opens=order.plan.opens,
        copies=order.plan.copies * order.quantity,
        basis=Term.Basis.PAID,
        starts_on=starts_on,
        ends_on=last_day(starts_on, order.plan.months),
        opened_at=settled_at,
    )
    _announce(term)
    return term


def _first_free_day(subscriber_id: int, opens: str, wanted: date) -> date:
    earlier = Term.objects.in_force().filter(
        subscriber_id=subscriber_id, opens__in={opens, Opens.BOTH}, ends_on__gte=wanted
    )
    latest = earlier.order_by("-ends_on").values_list("ends_on", flat=True).first()
    return latest + timedelta(days=1) if latest else wanted


@transaction.atomic
def grant_term(
    *,
    client_id: int,
    opens: str,
    basis: str,
    why: str,
    starts_on: date,
    ends_on: date,
    at: datetime,
    copies: int = 0,
    sponsor_id: int | None = None,
    by_user_id: int | None = None,
) -> Term:
    """Open a term that the reader does not pay for.

    Args:
        basis: sponsored or waived.
        why: in words, for whoever asks later on what this access stands.
        sponsor_id: the client who pays for others, when there is one in the base.

    Raises:
        BasisWithoutReason: ``why`` is empty, or the basis is payment.
    """
    if basis == Term.Basis.PAID or not why.strip():
        raise BasisWithoutReason
    term = Term.objects.create(
        subscriber_id=client_id,
        opens=opens,
        copies=copies,
        basis=basis,
        why=why.strip(),
        sponsor_id=sponsor_id,
        starts_on=starts_on,
        ends_on=ends_on,
        opened_at=at,
        opened_by_id=by_user_id,
    )
    _announce(term)
    return term


@transaction.atomic
def suspend_term(*, invoice_id: int) -> None:
    """Close a paid term while its money is owed again."""
    order = Order.objects.select_for_update().filter(invoice_id=invoice_id).first()
    if order is None or order.state != State.OPEN:
        return
    _move_order(order, State.SUSPENDED)
    for term in Term.objects.select_for_update().filter(order=order, state=State.OPEN):
        _move_term(term, State.SUSPENDED, reason="")


@transaction.atomic
def cancel_term(*, term_id: int, reason: str) -> Term:
    """Close a term for good.

    Raises:
        MoveNotAllowed: it is cancelled already.
    """
    term = Term.objects.select_for_update().get(pk=term_id)
    _move_term(term, State.CANCELLED, reason=reason)
    if term.order_id:
        _move_order(Order.objects.select_for_update().get(pk=term.order_id), State.CANCELLED)
    return term


def take_over_orders(*, organisation_id: int, from_user_id: int, to_user_id: int) -> int:
    """Put a successor in the place of whoever placed the orders of a body; returns how many."""
    of_body = Order.objects.filter(
        subscriber__kind="organisation",
        subscriber__organisation=organisation_id,
        placed_by=from_user_id,
    )
    return of_body.update(placed_by=to_user_id)


def _announce(term: Term) -> None:
    timeline.term_opened(term)
    letters.term_opened(term)
    signals.term_opened.send(Term, term_id=term.pk, opened_at=term.opened_at)


def _move_order(order: Order, then: State) -> None:
    check_move(order.state, then)
    order.state = then
    order.save(update_fields=["state"])


def _move_term(term: Term, then: State, *, reason: str) -> None:
    check_move(term.state, then)
    term.state = then
    term.state_reason = reason[:300]
    term.save(update_fields=["state", "state_reason"])
