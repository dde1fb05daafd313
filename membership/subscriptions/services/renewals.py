"""The end of a term: letters that remind of it, and the order that follows."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction

from membership.billing.contents import Buyer
from membership.billing.errors import NoAccountInCurrency
from membership.subscriptions import letters, selectors
from membership.subscriptions.errors import (
    AddressMissing,
    CopiesDisagree,
    NothingToRenew,
    NotSoldIn,
    PlanNotOffered,
)
from membership.subscriptions.models import GRACE_DAYS, Order, Reminder, Term
from membership.subscriptions.services.orders import PostTo, place_order

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
    return sum(_remind(term, day, at) for term in ending.select_related("order__plan"))


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
    if is_new and letters.term_ends(term, step):
        reminder.was_sent = True
        reminder.save(update_fields=["was_sent"])
    return reminder.was_sent and is_new


@transaction.atomic
def renew(*, term_id: int, at: datetime, day: date) -> Order:
    """Place the order that follows a term, at today's price; a link followed twice is one order.

    The invoice goes to the address on record: whoever holds the link learns nothing new.

    Raises:
        NothingToRenew: nobody ordered the term, or its plan is not sold any more.
    """
    term = Term.objects.select_for_update(of=("self",)).select_related("order").get(pk=term_id)
    if selectors.plan_to_renew(term, day) is None or term.order is None:
        raise NothingToRenew
    before = term.order
    try:
        return place_order(
            plan_id=term.plan_id or before.plan_id,
            payer_id=before.payer_id,
            subscriber_id=before.subscriber_id,
            buyer=Buyer(before.buyer_name, before.buyer_inn, before.buyer_address),
            recipients=[
                PostTo(one.name, one.address, one.copies, one.language)
                for one in before.recipients.all()
            ],
            quantity=before.quantity,
            language=before.language,
            placed_at=at,
            placed_by_id=before.placed_by_id,
            currency=before.currency,
            form_key=uuid.uuid5(_RENEWALS, f"term:{term.pk}"),
        )
    except (
        PlanNotOffered,
        NotSoldIn,
        NoAccountInCurrency,
        AddressMissing,
        CopiesDisagree,
    ) as refusal:
        raise NothingToRenew from refusal
