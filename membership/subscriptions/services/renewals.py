"""The end of a term: letters that remind of it, and the order that follows."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from membership.billing.contents import Buyer
from membership.billing.errors import NoAccountInCurrency
from membership.clients import selectors as clients
from membership.subscriptions import letters, next_terms, timeline
from membership.subscriptions.errors import (
    AddressMissing,
    CopiesDisagree,
    NextTermOrdered,
    NothingToRenew,
    NotSoldIn,
    PlanNotOffered,
)
from membership.subscriptions.models import GRACE_DAYS, Order, Plan, Reminder, Term
from membership.subscriptions.services.orders import PostTo, place_order
from membership.subscriptions.states import State

#: How many days before the last day each letter goes; the last one goes after it.
_BY_DAYS = ((-7, Reminder.Step.AFTER_7), (1, Reminder.Step.DAYS_1), (7, Reminder.Step.DAYS_7),
            (30, Reminder.Step.DAYS_30))  # fmt: skip
_BY_ISSUES = {0: Reminder.Step.ISSUES_0, 1: Reminder.Step.ISSUES_1, 2: Reminder.Step.ISSUES_2}
#: One key for the renewal of a term, so that a link followed twice is one order.
_RENEWALS = uuid.UUID("5f0e0c3e-93a5-4a4a-8a5e-1d8c1b0d6e57")


def due_step(term: Term, day: date) -> str | None:
    """The letter that ``day`` asks for: the latest one due, so that days missed are not made up
    by three letters at once. None when there is nothing to say.
    """
    if term.ends_on is None:
        return _BY_ISSUES.get(term.issues_left or 0)
    days_left = (term.ends_on - day).days
    return next((step for days, step in _BY_DAYS if days_left <= days), None)


def remind_of_ends(*, day: date, at: datetime) -> int:
    """Write to everybody whose term ends soon or has just ended, each step once.

    Returns:
        How many letters were written.
    """
    ending = (
        Term.objects.reminded_around(day - timedelta(days=GRACE_DAYS), day + timedelta(days=30))
        .without_successor()
        .without_automatic_renewal()
    )
    rows = ending.select_related("order__plan", "plan", "next_plan")
    return sum(_remind(term, day, at) for term in rows)


@transaction.atomic
def _remind(term: Term, day: date, at: datetime) -> bool:
    step = due_step(term, day)
    if step is None:
        return False
    reminder, is_new = Reminder.objects.get_or_create(
        term=term,
        step=step,
        about=str(term.ends_on or term.issues_left),
        defaults={"at": at, "was_sent": False},
    )
    if is_new and letters.term_ends(term, step, day):
        reminder.was_sent = True
        reminder.save(update_fields=["was_sent"])
    return reminder.was_sent and is_new


@transaction.atomic
def renew(*, term_id: int, at: datetime, day: date) -> Order:
    """Place the order that follows a term, at today's price; a link followed twice is one order.

    Its plan is the one chosen for the next term, else the one of the term. The invoice goes to the
    address on record: whoever holds the link learns nothing new. An order that was given up does
    not stand in the way of another one.

    Raises:
        NothingToRenew: nobody ordered the term, or neither plan can be had any more.
    """
    term = Term.objects.select_for_update(of=("self",)).select_related("order").get(pk=term_id)
    following = next_terms.next_term(term, on=day)
    if following is None:
        raise NothingToRenew
    before = next_terms.renewed_order(term)
    try:
        return place_order(
            plan_id=following.plan.pk,
            payer_id=before.payer_id,
            subscriber_id=before.subscriber_id,
            buyer=Buyer(before.buyer_name, before.buyer_inn, before.buyer_address),
            recipients=_posts(before, following.plan),
            quantity=before.quantity,
            language=before.language,
            placed_at=at,
            placed_by_id=before.placed_by_id,
            currency=before.currency,
            form_key=_key(term, before),
            follows_id=term.pk,
        )
    except (
        PlanNotOffered,
        NotSoldIn,
        NoAccountInCurrency,
        AddressMissing,
        CopiesDisagree,
    ) as refusal:
        raise NothingToRenew from refusal


def _key(term: Term, before: Order) -> uuid.UUID:
    """The same for every link of a term, until its order is given up."""
    given_up = term.followers.filter(state=State.CANCELLED, payer=before.payer_id).count()
    return uuid.uuid5(_RENEWALS, f"term:{term.pk}" + (f":{given_up}" if given_up else ""))


def _posts(before: Order, plan: Plan) -> list[PostTo]:
    """The recipients as before, the first with what the others leave; else the card's address."""
    if not plan.is_printed:
        return []
    recipients = list(before.recipients.all())
    if not recipients:
        known = clients.recipient(before.subscriber_id)
        return [PostTo(known.name[:200], known.postal_address[:400])]
    first, *others = recipients
    return [
        PostTo(first.name, first.address, language=first.language),
        *(PostTo(one.name, one.address, one.copies, one.language) for one in others),
    ]


@transaction.atomic
def choose_next_plan(*, term_id: int, plan_id: int | None, at: datetime) -> Term:
    """Keep under which plan the term after this one shall run; the running one is not touched.

    Args:
        plan_id: None, or the plan of the term itself, takes an earlier choice back.

    Raises:
        NothingToRenew: the term is closed, a gift, or was granted.
        NextTermOrdered: the next term is ordered or open already.
        PlanNotOffered, NotSoldIn, NotForThisSubscriber, CountedOtherwise, AddressMissing,
        CopiesDisagree: as ``next_terms.chosen``.
    """
    term = Term.objects.select_for_update(of=("self",)).select_related("order").get(pk=term_id)
    order = next_terms.renewed_order(term)
    if term.state != State.OPEN:
        raise NothingToRenew
    if not next_terms.is_open_to_choice(term):
        raise NextTermOrdered
    plan = None
    if plan_id not in {None, term.plan_id or order.plan_id}:
        plan = next_terms.chosen(term, plan_id or 0, on=timezone.localdate(at)).plan
    if term.next_plan != plan:
        term.next_plan = plan
        term.save(update_fields=["next_plan"])
        timeline.next_plan_chosen(term, at)
    return term
