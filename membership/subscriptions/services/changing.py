"""A running term goes on under another plan."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from membership.billing import services as billing
from membership.billing.contents import Buyer
from membership.billing.models import Invoice
from membership.billing.reductions import services as reductions
from membership.clients import selectors as clients
from membership.subscriptions import invoicing, prorating
from membership.subscriptions.errors import (
    AddressMissing,
    CopiesDisagree,
    NoSeatLeft,
    NotChangeable,
    NotForThisSubscriber,
    SumHasMoved,
)
from membership.subscriptions.models import ForWhom, Order, Plan, PlanChange, Recipient, Term
from membership.subscriptions.services.orders import PostTo
from membership.subscriptions.states import State


@transaction.atomic
def ask_change(
    *,
    term_id: int,
    plan_id: int,
    expected_tyiyn: int,
    at: datetime,
    by_user_id: int | None,
    post_to: PostTo | None = None,
) -> PlanChange:
    """Have a term go on under another plan: at once, or when the difference is paid.

    A dearer plan gets an invoice of its own for the difference; a cheaper one reduces the invoice
    of the order, and what was paid beyond it goes back by the ways there are for a surplus.

    Args:
        expected_tyiyn: the difference that was shown: above zero to pay, below zero to give back.
        post_to: where printed copies go, when the new plan has some and the order names nobody.

    Raises:
        SumHasMoved: the difference is another one by now.
        NotForThisSubscriber: the plan is for people only, or for organisations only.
        AddressMissing: the new plan is printed and no address is known.
        CopiesDisagree: it has fewer copies than there are recipients.
        NoSeatLeft: it has fewer seats than are given.
        SellerUnknown: the publisher's bank details are not entered.
        NotChangeable, PlanNotOffered, NotSoldIn, SamePlan: as ``prorating.change``.
    """
    day = timezone.localdate(at)
    term = Term.objects.select_for_update(of=("self",)).select_related("order").get(pk=term_id)
    sums = prorating.change(term, plan_id, on=day)
    if sums.difference_tyiyn != expected_tyiyn:
        raise SumHasMoved
    order = _order_of(term)
    if post_to and prorating.asks_for_post(order, sums.plan):
        _name_recipient(order, post_to, sums.plan.copies * order.quantity)
    _check(term, order, sums.plan)
    change = PlanChange.objects.create(
        term=term,
        from_plan_id=term.plan_id or order.plan_id,
        to_plan=sums.plan,
        counted_on=sums.first,
        unused_tyiyn=sums.unused_tyiyn,
        cost_tyiyn=sums.cost_tyiyn,
        asked_at=at,
        asked_by_id=by_user_id,
        **sums.plan.given,
    )
    if sums.difference_tyiyn > 0:
        change.invoice = _invoice_for(change, order, counted_to=sums.last, at=at)
        change.save(update_fields=["invoice"])
        return change
    if sums.difference_tyiyn < 0:
        give_up(
            term, -sums.difference_tyiyn, key=f"change:{change.pk}",
            reason=str(change), at=at, by_user_id=by_user_id,
        )  # fmt: skip
    _make(change, order, at)
    return change


def _order_of(term: Term) -> Order:
    if term.order is None:
        raise NotChangeable
    return term.order


def _check(term: Term, order: Order, plan: Plan) -> None:
    if plan.seats and term.seats_given.given().count() > plan.seats * order.quantity:
        raise NoSeatLeft
    if plan.for_whom not in {ForWhom.ANYBODY, clients.kind_of(order.subscriber_id)}:
        raise NotForThisSubscriber
    if not plan.is_printed:
        return
    recipients = order.recipients.count()
    if not recipients and not clients.recipient(order.subscriber_id).postal_address:
        raise AddressMissing
    if recipients > plan.copies * order.quantity:
        raise CopiesDisagree


def _invoice_for(change: PlanChange, order: Order, *, counted_to: date, at: datetime) -> Invoice:
    return billing.issue_invoice(
        client_id=order.payer_id,
        buyer=Buyer(name=order.buyer_name, inn=order.buyer_inn, address=order.buyer_address),
        lines=[invoicing.line_of_change(change, counted_to=counted_to)],
        language=order.language,
        issued_at=at,
        asked_by_id=order.placed_by_id,
        currency=order.currency,
    )


def give_up(
    term: Term, tyiyn: int, *, key: str, reason: str, at: datetime, by_user_id: int | None
) -> None:
    """Ask so much less for a locked term: of its latest invoice first, then of those before."""
    order = _order_of(term)
    of_changes = term.changes.made().exclude(invoice=None).order_by("-made_at", "-pk")
    invoices = [*of_changes.values_list("invoice_id", flat=True), order.invoice_id]
    for place, invoice_id in enumerate(invoices):
        if invoice_id is None:
            continue
        part = min(tyiyn, Invoice.objects.select_for_update().get(pk=invoice_id).asked_tyiyn)
        if part > 0:
            reductions.reduce(
                invoice_id=invoice_id, amount_tyiyn=part, key=f"{key}:{place}", reason=reason,
                at=at, by_user_id=by_user_id,
            )  # fmt: skip
        tyiyn -= part


@transaction.atomic
def make_change_of(*, invoice_id: int, at: datetime) -> None:
    """The difference is paid: the new plan begins. Of a term closed meanwhile the money goes back.

    An invoice of something else is left alone; one paid again opens its term again.
    """
    changes = PlanChange.objects.select_related("to_plan")
    change = changes.filter(invoice_id=invoice_id, dropped_at=None).first()
    if change is None:
        return
    term = (
        Term.objects.select_for_update(of=("self",)).select_related("order").get(pk=change.term_id)
    )
    if change.made_at is not None:
        return
    if term.state == State.OPEN and term.ends_on and term.ends_on >= timezone.localdate(at):
        _make(change, _order_of(term), at)
        return
    change.dropped_at = at
    change.save(update_fields=["dropped_at"])
    invoice = Invoice.objects.get(pk=invoice_id)
    reductions.reduce(
        invoice_id=invoice_id, amount_tyiyn=invoice.asked_tyiyn, key=f"change:{change.pk}:late",
        reason=f"{change}: {term.get_state_display()}", at=at, by_user_id=None,
    )  # fmt: skip


@transaction.atomic
def drop_change_of(*, invoice_id: int, at: datetime) -> None:
    """Nobody will pay the difference: the term stays as it is."""
    PlanChange.objects.waiting().filter(invoice_id=invoice_id).update(dropped_at=at)


def _make(change: PlanChange, order: Order, at: datetime) -> None:
    plan, term = change.to_plan, change.term
    change.made_at = at
    change.save(update_fields=["made_at"])
    term.plan, term.opens = plan, change.opens
    term.copies, term.seats = change.copies * order.quantity, change.seats * order.quantity
    if term.next_plan_id == plan.pk:  # what was wished for the next term has come already
        term.next_plan = None
    term.save(update_fields=["plan", "opens", "copies", "seats", "next_plan"])
    _share_copies(order, term.copies)


def _share_copies(order: Order, copies: int) -> None:
    """The first recipient gets what the others leave; the card's address when there is none."""
    if not copies:
        return
    recipients = list(order.recipients.all())
    if not recipients:
        known = clients.recipient(order.subscriber_id)
        _name_recipient(order, PostTo(known.name, known.postal_address), copies)
        return
    rest = copies - sum(one.copies for one in recipients[1:])
    recipients[0].copies = max(1, rest)
    recipients[0].save(update_fields=["copies"])


def _name_recipient(order: Order, post_to: PostTo, copies: int) -> None:
    Recipient.objects.create(
        order=order, name=post_to.name[:200], address=post_to.address[:400], copies=copies,
        language=post_to.language or order.language,
    )  # fmt: skip
