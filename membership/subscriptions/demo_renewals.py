"""Sample renewals by card and one to another plan, chosen beforehand; an inquiry of a bank."""

from datetime import datetime, timedelta

from membership.billing.cards import charges
from membership.billing.disputes import services as disputes
from membership.billing.gateways.stripe import DisputeState
from membership.billing.gateways.stripe_cards import ChargeOutcome
from membership.billing.models import CardCharge, CardOnFile, Payment, Reconciliation, Source
from membership.subscriptions import next_terms, services
from membership.subscriptions.models import AutoRenewal, Term
from membership.subscriptions.renewal_states import FIRST_TRY_DAYS, TELL_DAYS


def load(now: datetime) -> None:
    """The subscription with the longest way to go, the one that ends first, and one between."""
    today = now.date()
    paid = Term.objects.in_force().filter(
        basis=Term.Basis.PAID, ends_on__gt=today, order__payer__kind="person"
    )
    running = list(paid.without_successor().select_related("order").order_by("ends_on", "pk"))
    if len(running) > 1:
        _switch_on(running[-1], "4242", now - timedelta(days=3))
        _decline(running[0], now)
        choose_next(running[1:-1], now)
    _inquire(now)
    _compare(now)


def _switch_on(term: Term, last4: str, at: datetime) -> AutoRenewal:
    if term.order is None:
        raise ValueError(term)
    CardOnFile.objects.create(
        client_id=term.order.payer_id,
        customer_ref=f"cus_sample{term.pk}",
        method_ref=f"pm_sample{term.pk}",
        brand="visa",
        last4=last4,
        exp_month=12,
        exp_year=2034,
        saved_at=at,
    )
    return services.agree_to_renew(
        term_id=term.pk,
        by_user_id=term.order.placed_by_id,
        language=term.order.language,
        at=at,
    )


def _decline(term: Term, now: datetime) -> None:
    """As if the worker had told the payer a week ago, and asked the bank today."""
    renewal = _switch_on(term, "0341", now - timedelta(days=TELL_DAYS + 3))
    first = now.date()
    Term.objects.filter(pk=term.pk).update(ends_on=first + timedelta(days=FIRST_TRY_DAYS))
    services.renew_by_card(day=first - timedelta(days=TELL_DAYS), at=now)
    services.renew_by_card(day=first, at=now)
    renewal.refresh_from_db()
    charge = CardCharge.objects.filter(card__client_id=renewal.payer_id).first()
    if charge:
        outcome = ChargeOutcome(f"pi_sample{term.pk}", is_taken=False, refusal="insufficient_funds")
        charges.write_down(charge.pk, outcome, None, at=now)


def choose_next(running: list[Term], now: datetime) -> None:
    """The first payer who has a choice goes on under another plan."""
    for term in running:
        others = [
            one.plan
            for one in next_terms.choices(term, on=now.date())
            if one.plan.pk != term.plan_id
        ]
        if others and next_terms.is_open_to_choice(term):
            services.choose_next_plan(term_id=term.pk, plan_id=others[0].pk, at=now)
            return


def _inquire(now: datetime) -> None:
    """A bank asks about the newest card payment: the money stays where it is."""
    payment = Payment.objects.filter(source=Source.CARD, amount_tyiyn__gt=0).first()
    if payment is None:
        return
    inquiry = DisputeState(
        reference=f"du_sample{payment.pk}",
        amount_tyiyn=payment.amount_tyiyn,
        reason="unrecognized",
        status="warning_needs_response",
        opened_at=now - timedelta(days=2),
        answer_by=now + timedelta(days=6),
        withdrawn_at=None,
        reinstated_at=None,
    )
    disputes.write_down(payment, (inquiry,), at=now)


def _compare(now: datetime) -> None:
    """A comparison of a month in which both books agreed."""
    last = now.date() - timedelta(days=1)
    first = last - timedelta(days=29)
    rows = Payment.objects.filter(source=Source.CARD, received_at__date__range=(first, last))
    count, tyiyn = rows.count(), rows.total_tyiyn()
    Reconciliation.objects.create(
        first_on=first,
        last_on=last,
        made_at=now - timedelta(hours=5),
        theirs_count=count,
        theirs_tyiyn=tyiyn,
        ours_count=count,
        ours_tyiyn=tyiyn,
    )
