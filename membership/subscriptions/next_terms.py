"""Which plan the term after a running one has, and what it costs. Nothing here writes."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from membership.clients import selectors as clients
from membership.subscriptions.change_words import REFUSALS
from membership.subscriptions.errors import (
    AddressMissing,
    CopiesDisagree,
    CountedOtherwise,
    NotForThisSubscriber,
    NothingToRenew,
    NotSoldIn,
    PlanNotOffered,
    SubscriptionRefusal,
)
from membership.subscriptions.models import ForWhom, Order, Plan, Term
from membership.subscriptions.states import State
from portal.core.money import Money


@dataclass(frozen=True, slots=True)
class NextTerm:
    """What a renewal orders on a day."""

    plan: Plan
    #: Of one, on that day.
    price_tyiyn: int
    quantity: int
    currency: str
    #: The plan that was chosen and cannot be had, and why not.
    missed: Plan | None = None
    refusal: type[Exception] | None = None

    @property
    def total_tyiyn(self) -> int:
        """What is to be paid."""
        return self.price_tyiyn * self.quantity

    @property
    def in_words(self) -> str:
        """Plan, sum and length."""
        return f"{self.plan.title}, {Money(self.total_tyiyn, self.currency)}, {self.plan.length}"

    @property
    def why_another(self) -> str:
        """Why it is not the plan that was chosen; empty where it is, or where none was."""
        if self.missed is None or self.refusal is None:
            return ""
        return _("You chose “%(missed)s” for the next term. %(why)s It would be “%(plan)s”.") % {
            "missed": self.missed.title,
            "why": REFUSALS[self.refusal],
            "plan": self.plan.title,
        }


def next_term(term: Term, *, on: date) -> NextTerm | None:
    """What follows a term: under the plan chosen for it, else under the one it has.

    None where neither can be had, and where somebody else pays or nobody does.
    """
    try:
        if term.next_plan_id is None:
            return as_now(term, on=on)
        return chosen(term, term.next_plan_id, on=on)
    except NothingToRenew:
        return None
    except SubscriptionRefusal as refusal:
        return _instead(term, type(refusal), on=on)


def _instead(term: Term, refusal: type[Exception], *, on: date) -> NextTerm | None:
    if term.next_plan is None:
        return None
    try:
        return as_now(term, on=on, missed=term.next_plan, refusal=refusal)
    except SubscriptionRefusal:
        return None


def as_now(
    term: Term,
    *,
    on: date,
    missed: Plan | None = None,
    refusal: type[Exception] | None = None,
) -> NextTerm:
    """The next term under the plan of the one that runs.

    Raises:
        NothingToRenew: the term is a gift, or was granted.
        PlanNotOffered, NotSoldIn, NotForThisSubscriber: the plan cannot be had any more.
    """
    order = renewed_order(term)
    plan = term.plan or order.plan
    price = _price(plan, order, on)
    return NextTerm(plan, price, order.quantity, order.currency, missed, refusal)


def chosen(term: Term, plan_id: int, *, on: date) -> NextTerm:
    """The next term under another plan.

    Raises:
        NothingToRenew: the term is a gift, or was granted.
        PlanNotOffered, NotSoldIn, NotForThisSubscriber: the plan cannot be had.
        CountedOtherwise: it lasts months and the term issues, or the other way round.
        AddressMissing: it is printed and no address is known.
        CopiesDisagree: it has fewer copies than the recipients get.
    """
    order = renewed_order(term)
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise PlanNotOffered
    price = _price(plan, order, on)
    if (plan.months is None) != (term.ends_on is None):
        raise CountedOtherwise
    if plan.is_printed:
        _check_post(plan, order)
    return NextTerm(plan, price, order.quantity, order.currency)


def renewed_order(term: Term) -> Order:
    """The order that a renewal repeats.

    Raises:
        NothingToRenew: nobody ordered the term, or somebody else pays for it.
    """
    if term.order is None or term.order.is_for_another:
        raise NothingToRenew
    return term.order


def _price(plan: Plan, order: Order, on: date) -> int:
    if not plan.is_sold_on(on):
        raise PlanNotOffered
    if plan.for_whom not in {ForWhom.ANYBODY, clients.kind_of(order.subscriber_id)}:
        raise NotForThisSubscriber
    price = plan.price_in(order.currency)
    if price is None:
        raise NotSoldIn
    return price


def _check_post(plan: Plan, order: Order) -> None:
    """The first recipient gets what the others leave, as ``services.renew`` shares them."""
    copies = list(order.recipients.values_list("copies", flat=True))
    if not copies and not clients.recipient(order.subscriber_id).postal_address:
        raise AddressMissing
    if sum(copies[1:]) >= plan.copies * order.quantity:
        raise CopiesDisagree


def choices(term: Term, *, on: date) -> list[NextTerm]:
    """What a payer may choose: the plan of now while it is sold, then those the site offers."""
    if term.order is None:
        return []
    offered = (
        Plan.objects.offered_on(on)
        .exclude(pk=term.plan_id or term.order.plan_id)
        .values_list("pk", flat=True)
    )
    found = []
    for plan_id in (None, *offered):
        try:
            found.append(chosen(term, plan_id, on=on) if plan_id else as_now(term, on=on))
        except SubscriptionRefusal:
            continue
    return found


def order_of_next(term: Term) -> Order | None:
    """The order of the payer that follows a term, unless it was given up."""
    if term.order is None:
        return None
    hers = term.followers.filter(payer=term.order.payer_id)
    return hers.exclude(state=State.CANCELLED).order_by("-pk").first()


def is_open_to_choice(term: Term) -> bool:
    """Whether nothing has followed the term yet, ordered or open."""
    if term.state != State.OPEN or order_of_next(term):
        return False
    return Term.objects.filter(pk=term.pk).without_successor().exists()
