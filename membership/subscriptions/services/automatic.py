"""Automatic renewal: agreed to, told of, charged for, tried again, ended.

The next term opens by the money alone, like every paid term: this module only places the order
that follows a term, and has the payer's kept card charged for its invoice.
"""

import logging
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from membership.billing.cards import charges
from membership.billing.cards.refusals import Means, meaning_of
from membership.billing.errors import ChargeUnderWay, InvoiceNotOpen, NoCardKept
from membership.billing.models import CardOnFile
from membership.clients import services as clients
from membership.subscriptions import consent_texts, next_terms, renewal_letters, timeline
from membership.subscriptions.errors import NothingToRenew
from membership.subscriptions.models import AutoRenewal, Term
from membership.subscriptions.next_terms import NextTerm
from membership.subscriptions.renewal_states import (
    LIVE,
    TOLD_AT_LEAST_DAYS,
    Renewal,
    check_renewal_move,
    last_day_of,
    next_try_on,
)
from membership.subscriptions.services.renewals import renew
from membership.subscriptions.states import State

logger = logging.getLogger(__name__)

#: Why a renewal ended, in words that staff and payers read.
BY_PAYER = gettext_noop("The payer stopped it.")
CONSENT_GONE = gettext_noop("The consent was taken back.")
NOT_SOLD = gettext_noop("The plan is not sold any more.")
TERM_CLOSED = gettext_noop("The subscription was closed.")
ALL_IN_VAIN = gettext_noop("All tries to charge the card were in vain.")


@transaction.atomic
def agree_to_renew(
    *, term_id: int, by_user_id: int | None, language: str, at: datetime
) -> AutoRenewal:
    """Keep the consent of a payer to have a subscription renewed by card. Repeatable.

    Raises:
        NothingToRenew: the term is closed, was not paid for, or its plan is not sold any more.
    """
    term = Term.objects.select_for_update(of=("self",)).select_related("order").get(pk=term_id)
    if term.order is None or term.state != State.OPEN:
        raise NothingToRenew
    if known := AutoRenewal.objects.live().filter(term=term).first():
        return known
    words, spoken = consent_texts.current(), "ky" if language == "ky" else "ru"
    clients.record_consent(
        client_id=term.order.payer_id,
        purpose=consent_texts.PURPOSE,
        service=consent_texts.SERVICE,
        channel="",
        version=words.version,
        language=spoken,
        text=words.text_in(spoken),
        given_at=at,
    )
    card = CardOnFile.objects.of_client(term.order.payer_id)
    renewal = AutoRenewal.objects.create(
        term=term,
        payer_id=term.order.payer_id,
        agreed_by_id=by_user_id,
        agreed_at=at,
        text_version=words.version,
        language=spoken,
    )
    if card and card.is_kept:
        _switch_on(renewal)
    return renewal


def _switch_on(renewal: AutoRenewal) -> None:
    _move(renewal, Renewal.ON)
    renewal_letters.switched_on(renewal)
    timeline.renewal_switched_on(renewal)


@transaction.atomic
def stop_renewing(*, renewal_id: int, at: datetime, by_user_id: int | None, why: str) -> None:
    """End a renewal: nothing is charged from now on. Repeatable.

    The order of a next term that nobody paid stays open to be paid in another way.
    """
    renewal = AutoRenewal.objects.select_for_update(of=("self",)).get(pk=renewal_id)
    if renewal.is_live:
        _end(renewal, Renewal.STOPPED, why=why, at=at, by_user_id=by_user_id)


@transaction.atomic
def stop_without_consent(*, client_id: int, at: datetime) -> None:
    """Whoever took back the consent anywhere is not charged any more."""
    live = AutoRenewal.objects.live().filter(payer_id=client_id)
    for renewal_id in live.values_list("pk", flat=True):
        stop_renewing(renewal_id=renewal_id, at=at, by_user_id=None, why=CONSENT_GONE)


def _end(
    renewal: AutoRenewal, state: Renewal, *, why: str, at: datetime, by_user_id: int | None = None
) -> None:
    _move(renewal, state)
    renewal.next_try_on = None
    renewal.ended_at, renewal.ended_why, renewal.ended_by_id = at, why, by_user_id
    renewal.save()
    if renewal.order and renewal.order.invoice_id:
        charges.take_back(invoice_id=renewal.order.invoice_id, at=at)
    if not AutoRenewal.objects.live().filter(payer_id=renewal.payer_id).exists():
        clients.withdraw_consent(
            client_id=renewal.payer_id,
            purpose=consent_texts.PURPOSE,
            service=consent_texts.SERVICE,
            channel="",
            at=at,
        )
    renewal_letters.ended(renewal)
    timeline.renewal_ended(renewal, at)


def _move(renewal: AutoRenewal, then: Renewal) -> None:
    check_renewal_move(renewal.state, then)
    renewal.state = then
    if then in LIVE:  # an ended one is written together with the moment of its end
        renewal.save()


def renew_by_card(*, day: date, at: datetime) -> int:
    """Do what the day asks for, one renewal after another; a missed day is caught up.

    Returns:
        How many cards are being charged.
    """
    live = AutoRenewal.objects.live().exclude(state=Renewal.WAITING_FOR_CARD)
    return sum(_go_on_alone(pk, day=day, at=at) for pk in live.values_list("pk", flat=True))


def _go_on_alone(renewal_id: int, *, day: date, at: datetime) -> bool:
    """One that fails does not keep the others from their turn."""
    try:
        return _go_on(renewal_id, day=day, at=at)
    except Exception:
        logger.exception("automatic renewal %s failed", renewal_id)
        return False


@transaction.atomic
def _go_on(renewal_id: int, *, day: date, at: datetime) -> bool:
    renewal = _locked(renewal_id)
    if renewal is None:
        return False
    if renewal.state == Renewal.ON:
        return _begin(renewal, day=day, at=at)
    if renewal.state == Renewal.TRYING:
        return _try_when_due(renewal, day=day, at=at)
    if renewal.first_try_on and day > last_day_of(renewal.first_try_on):
        _end(renewal, Renewal.LAPSED, why=ALL_IN_VAIN, at=at)
    return False


def _locked(renewal_id: int) -> AutoRenewal | None:
    """Alone, without what it points to: joined rows would be those from before the wait."""
    return AutoRenewal.objects.live().select_for_update().filter(pk=renewal_id).first()


def _begin(renewal: AutoRenewal, *, day: date, at: datetime) -> bool:
    """Tell the payer of plan and sum in time; later order the next term and charge for it."""
    if _was_renewed_otherwise(renewal):
        return False
    if renewal.term.state != State.OPEN:
        _end(renewal, Renewal.STOPPED, why=TERM_CLOSED, at=at)
        return False
    following = next_terms.next_term(renewal.term, on=day)
    if following is None:
        _end(renewal, Renewal.STOPPED, why=NOT_SOLD, at=at)
        return False
    told = (renewal.told_tyiyn, renewal.told_plan_id)
    if renewal.is_told_on(day) and told != (following.total_tyiyn, following.plan.pk):
        _tell(renewal, following, day)
    told_long_enough = renewal.told_on is not None and (day - renewal.told_on) >= timedelta(
        days=TOLD_AT_LEAST_DAYS
    )
    if not (renewal.begins_on(day) and told_long_enough):
        return False
    try:
        renewal.order = renew(term_id=renewal.term_id, at=at, day=day)
    except NothingToRenew:
        _end(renewal, Renewal.STOPPED, why=NOT_SOLD, at=at)
        return False
    renewal.first_try_on, renewal.next_try_on = day, day
    _move(renewal, Renewal.TRYING)
    return _try_when_due(renewal, day=day, at=at)


def _was_renewed_otherwise(renewal: AutoRenewal) -> bool:
    """Somebody has paid for the next term already: go on from there."""
    term = renewal.term
    if Term.objects.filter(pk=term.pk).without_successor().exists() or term.state != State.OPEN:
        return False
    later = Term.objects.in_force().filter(
        Q(opens=term.opens) | Q(order__follows=term),
        subscriber_id=term.subscriber_id,
        basis=Term.Basis.PAID,
    )
    newest = later.filter(pk__gt=term.pk).newest_first().first()
    if newest is None or AutoRenewal.objects.live().filter(term=newest).exists():
        return True  # what follows is a gift, or renews by itself: nothing to charge now
    _start_anew(renewal, newest)
    return True


def _start_anew(renewal: AutoRenewal, term: Term) -> None:
    renewal.term, renewal.order = term, None
    renewal.told_tyiyn = renewal.told_plan = renewal.told_on = None
    renewal.first_try_on = renewal.next_try_on = None
    renewal.tries, renewal.refusal = 0, ""
    renewal.save()


def _tell(renewal: AutoRenewal, following: NextTerm, day: date) -> None:
    renewal.told_tyiyn, renewal.told_plan = following.total_tyiyn, following.plan
    renewal.told_on = day
    renewal.save(update_fields=["told_tyiyn", "told_plan", "told_on"])
    renewal_letters.will_be_charged(renewal, following)


def _try_when_due(renewal: AutoRenewal, *, day: date, at: datetime) -> bool:
    """Charge when a try is due. What is under way already is only rung for again."""
    invoice_id = renewal.order.invoice_id if renewal.order else None
    if invoice_id is None:
        return False  # the publisher's bank details are missing: the order waits for its invoice
    if renewal.next_try_on is None or renewal.next_try_on > day:
        charges.ring_again(invoice_id=invoice_id)
        return False
    try:
        charges.ask_for_charge(invoice_id=invoice_id, at=at)
    except ChargeUnderWay:
        charges.ring_again(invoice_id=invoice_id)
        return False
    except InvoiceNotOpen:
        _end(renewal, Renewal.STOPPED, why=TERM_CLOSED, at=at)
        return False
    except NoCardKept:
        _ask_the_payer(renewal, refusal="no_card", at=at)
        return False
    renewal.tries += 1
    renewal.next_try_on = None
    renewal.save(update_fields=["tries", "next_try_on"])
    return True


def _ask_the_payer(renewal: AutoRenewal, *, refusal: str, at: datetime) -> None:
    renewal.refusal, renewal.next_try_on = refusal, None
    _move(renewal, Renewal.WAITING_FOR_PAYER)
    renewal_letters.declined(renewal, at=at)


@transaction.atomic
def take_refusal(*, invoice_id: int, refusal: str, at: datetime, day: date) -> None:
    """The bank said no: try again on the next day of the plan, or leave it to the payer."""
    found = AutoRenewal.objects.live().filter(order__invoice_id=invoice_id).first()
    renewal = _locked(found.pk) if found else None
    if renewal is None or renewal.state != Renewal.TRYING or renewal.first_try_on is None:
        return
    renewal.refusal = refusal[:60]
    then = next_try_on(renewal.first_try_on, renewal.tries)
    if then is None:
        _end_in_vain(renewal, at=at)
    elif meaning_of(refusal) is Means.LATER:
        renewal.next_try_on = max(then, day + timedelta(days=1))
        renewal.save(update_fields=["refusal", "next_try_on"])
        renewal_letters.declined(renewal, at=at)
    else:
        _ask_the_payer(renewal, refusal=refusal, at=at)


def _end_in_vain(renewal: AutoRenewal, *, at: datetime) -> None:
    renewal.save(update_fields=["refusal"])
    _end(renewal, Renewal.LAPSED, why=ALL_IN_VAIN, at=at)


@transaction.atomic
def go_on_with_card(*, client_id: int, is_kept: bool, at: datetime, day: date) -> None:
    """A card was kept, changed or taken away: begin, or try the new one at once."""
    live = AutoRenewal.objects.live().filter(payer_id=client_id)
    for renewal_id in live.values_list("pk", flat=True):
        renewal = _locked(renewal_id)
        if renewal is None or not is_kept:
            continue
        if renewal.state == Renewal.WAITING_FOR_CARD:
            _switch_on(renewal)
        elif renewal.state == Renewal.WAITING_FOR_PAYER and renewal.order_id:
            renewal.next_try_on = day
            _move(renewal, Renewal.TRYING)
            _try_when_due(renewal, day=day, at=at)


@transaction.atomic
def follow_new_term(*, term: Term) -> None:
    """The next term is paid for, in whatever way: the renewal goes on from it."""
    if term.order_id is None:
        return
    found = AutoRenewal.objects.live().filter(order_id=term.order_id).first()
    renewal = _locked(found.pk) if found else None
    if renewal is None:
        return
    if renewal.state != Renewal.ON:
        _move(renewal, Renewal.ON)
    _start_anew(renewal, term)
