"""Orders: placed, invoiced, given up."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from membership.billing import services as billing
from membership.billing.contents import Buyer
from membership.billing.errors import SellerUnknown
from membership.clients import selectors as clients
from membership.subscriptions import invoicing, signals, timeline
from membership.subscriptions.errors import (
    AddressMissing,
    CopiesDisagree,
    NobodyNamed,
    NotForThisSubscriber,
    NotSoldIn,
    PlanNotOffered,
)
from membership.subscriptions.models import Currency, ForWhom, Order, Plan, Recipient, Term
from membership.subscriptions.services.moves import move_order, move_term
from membership.subscriptions.states import State, check_move


@dataclass(frozen=True, slots=True)
class PostTo:
    """To whom printed copies go.

    ``copies`` None are those that the other recipients leave; an empty language is the order's.
    """

    name: str = ""
    address: str = ""
    copies: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One subscriber of an order."""

    subscriber_id: int
    recipients: tuple[PostTo, ...] = ()
    quantity: int = 1
    #: The term after whose last day hers begins, whatever either of them opens.
    follows_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """Who filled in the form: the reader, or a member of staff for somebody else."""

    placed_by_id: int | None = None
    entered_by_id: int | None = None


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
    recipients: Sequence[PostTo] = (),
    quantity: int = 1,
    placed_by_id: int | None = None,
    currency: str = Currency.SOM,
    follows_id: int | None = None,
) -> Order:
    """Keep the order of one subscriber and issue its invoice: ``place_orders`` for one."""
    wanted = Wanted(subscriber_id, tuple(recipients), quantity, follows_id)
    return place_orders(
        plan_id=plan_id,
        payer_id=payer_id,
        wanted=[wanted],
        buyer=buyer,
        placed_at=placed_at,
        language=language,
        form_key=form_key,
        entered=Entered(placed_by_id=placed_by_id),
        currency=currency,
    )[0]


@transaction.atomic
def place_orders(
    *,
    plan_id: int,
    payer_id: int,
    wanted: Sequence[Wanted],
    buyer: Buyer,
    placed_at: datetime,
    language: str,
    form_key: uuid.UUID,
    entered: Entered,
    currency: str = Currency.SOM,
) -> list[Order]:
    """Keep one order for each subscriber and one invoice for all. The same form again is the same.

    While the publisher's bank details are missing the orders wait as drafts: nothing that was
    typed is lost, and staff issue the invoice later.

    Args:
        payer_id: the client who pays; ``buyer`` is how the payer stands on the invoice.
        wanted: the clients whose access the money opens, each once.
        form_key: made when the form was shown.

    Raises:
        PlanNotOffered: the plan is not sold on that day.
        NotSoldIn: it has no price in that currency.
        NobodyNamed: there is no subscriber, or one is named twice.
        NotForThisSubscriber: the plan is for people only, or for organisations only.
        AddressMissing: the plan is printed and nobody said where to send it.
        CopiesDisagree: the copies of the recipients are not those that are paid for.
    """
    plan, price = sold(plan_id, currency, on=timezone.localdate(placed_at))
    shares = checked(plan, wanted)
    same = {"form_key": form_key, "placed_by_id": entered.placed_by_id}
    if known := list(Order.objects.filter(**same).order_by("position")):
        return known
    kept = [
        _keep(
            share, posts, plan=plan, payer_id=payer_id, price_tyiyn=price, currency=currency,
            buyer_name=buyer.name, buyer_inn=buyer.inn, buyer_address=buyer.address,
            language="ky" if language == "ky" else "ru", placed_at=placed_at, **plan.promised,
            entered_by_id=entered.entered_by_id, position=position, **same,
        )
        for position, (share, posts) in enumerate(shares)
    ]  # fmt: skip
    orders = [order for order in kept if order is not None]
    if len(orders) < len(shares):  # the same form arrived twice in one moment
        return list(Order.objects.filter(**same).order_by("position"))
    try:
        return issue_invoice_for(order_id=orders[0].pk, at=placed_at)
    except SellerUnknown:
        return orders


def sold(plan_id: int, currency: str, *, on: date) -> tuple[Plan, int]:
    """A plan sold on a day, and its price in a currency.

    Raises:
        PlanNotOffered, NotSoldIn: as ``place_orders``.
    """
    plan = Plan.objects.sold_on(on).filter(pk=plan_id).first()
    if plan is None:
        raise PlanNotOffered
    price = plan.price_in(currency)
    if price is None:
        raise NotSoldIn
    return plan, price


def checked(plan: Plan, wanted: Sequence[Wanted]) -> list[tuple[Wanted, list[PostTo]]]:
    """Each subscriber with the recipients of her copies, numbers filled in.

    Raises:
        NobodyNamed, NotForThisSubscriber, AddressMissing, CopiesDisagree: as ``place_orders``.
    """
    if not wanted or len({share.subscriber_id for share in wanted}) < len(wanted):
        raise NobodyNamed
    for share in wanted:
        is_right_kind = plan.for_whom in {ForWhom.ANYBODY, clients.kind_of(share.subscriber_id)}
        if not is_right_kind:
            raise NotForThisSubscriber
    return [(share, _posts(plan, share)) for share in wanted]


def _posts(plan: Plan, share: Wanted) -> list[PostTo]:
    if not plan.is_printed:
        return []
    posts = list(share.recipients)
    if not posts or not all(post.name and post.address for post in posts):
        raise AddressMissing
    left = plan.copies * share.quantity - sum(post.copies or 0 for post in posts)
    open_ones = [place for place, post in enumerate(posts) if post.copies is None]
    if open_ones and len(open_ones) == 1:
        posts[open_ones[0]] = replace(posts[open_ones[0]], copies=left)
        left = 0
    if left or any((post.copies or 0) < 1 for post in posts):
        raise CopiesDisagree
    return posts


def _keep(share: Wanted, posts: Sequence[PostTo], **facts: Any) -> Order | None:
    """The order of one subscriber; None when another request has just kept it."""
    names = ("form_key", "placed_by_id", "position")
    order, is_new = Order.objects.get_or_create(
        **{name: facts.pop(name) for name in names},
        defaults={
            "subscriber_id": share.subscriber_id,
            "quantity": share.quantity,
            "follows_id": share.follows_id,
            **facts,
        },
    )
    if not is_new:
        return None
    Recipient.objects.bulk_create(
        Recipient(
            order=order, position=position, name=post.name, address=post.address,
            copies=post.copies or 0, language=post.language or order.language,
        )
        for position, post in enumerate(posts)
    )  # fmt: skip
    timeline.order_placed(order)
    signals.order_placed.send(Order, order_id=order.pk, placed_at=order.placed_at)
    return order


@transaction.atomic
def issue_invoice_for(*, order_id: int, at: datetime) -> list[Order]:
    """Issue the one invoice of a draft order and of those placed with it; all then wait for money.

    Raises:
        MoveNotAllowed: the order has its invoice already, or is cancelled.
        SellerUnknown: the publisher's bank details are not entered.
        NoAccountInCurrency: nobody could pay in the currency of the order.
    """
    first = Order.objects.select_for_update().get(pk=order_id)
    check_move(first.state, State.AWAITING_PAYMENT)
    orders = list(
        Order.objects.placed_together(first)
        .filter(state=State.DRAFT)
        .select_for_update(of=("self",))
        .select_related("plan", "subscriber")
    )
    invoice = billing.issue_invoice(
        client_id=first.payer_id,
        buyer=Buyer(name=first.buyer_name, inn=first.buyer_inn, address=first.buyer_address),
        lines=[
            invoicing.line_of(order, names_reader=len(orders) > 1 or order.is_for_another)
            for order in orders
        ],
        language=first.language,
        issued_at=at,
        asked_by_id=first.placed_by_id,
        currency=first.currency,
    )
    for order in orders:
        order.invoice, order.state = invoice, State.AWAITING_PAYMENT
    Order.objects.bulk_update(orders, ["invoice", "state"])
    return orders


@transaction.atomic
def cancel_order_of(*, invoice_id: int) -> None:
    """End the orders whose invoice was given up. An invoice of something else is left alone."""
    waiting = Order.objects.select_for_update().filter(invoice_id=invoice_id)
    for order in waiting.exclude(state=State.CANCELLED):
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
