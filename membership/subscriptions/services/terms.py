"""Terms: opened by money or without it, suspended, closed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from membership.subscriptions import letters, signals, timeline
from membership.subscriptions.errors import BasisWithoutReason, QuotaUsedUp
from membership.subscriptions.models import Opens, Order, PlanChange, SponsorQuota, Term
from membership.subscriptions.periods import last_day
from membership.subscriptions.services.moves import move_order, move_term
from membership.subscriptions.states import State


@transaction.atomic
def open_terms(*, invoice_id: int, settled_at: datetime) -> list[Term]:
    """Open what a paid invoice was issued for, once; a suspended term opens again.

    A term begins on the day of payment, or on the day after the last one the subscriber already
    has for the same, and after the one its order follows: an early renewal loses nothing.

    Returns:
        A term for each of its orders; none for an invoice of something else.
    """
    orders = Order.objects.select_for_update(of=("self",)).select_related("plan", "follows")
    paid = orders.filter(_of_invoice(invoice_id)).exclude(state=State.CANCELLED)
    return [_open(order, settled_at) for order in paid.order_by("position", "pk")]


def _of_invoice(invoice_id: int) -> Q:
    """The orders an invoice was issued for, or whose term runs under a plan it pays for."""
    changed = PlanChange.objects.made().filter(invoice_id=invoice_id)
    return Q(invoice_id=invoice_id) | Q(term__in=changed.values("term"))


def _open(order: Order, settled_at: datetime) -> Term:
    if term := Term.objects.select_for_update().filter(order=order).first():
        if term.state == State.SUSPENDED and not _is_owed(term):
            move_order(order, State.OPEN)
            move_term(term, State.OPEN, reason="")
        return term
    move_order(order, State.OPEN)
    term = Term.objects.create(
        subscriber_id=order.subscriber_id,
        order=order,
        plan=order.plan,
        opens=order.opens,
        copies=order.copies * order.quantity,
        seats=order.seats * order.quantity,
        basis=Term.Basis.PAID,
        opened_at=settled_at,
        **_length(order, timezone.localdate(settled_at)),
    )
    announce(term)
    return term


def _is_owed(term: Term) -> bool:
    """A change of plan whose money was given back is owed beside the order itself."""
    owed = term.changes.made().filter(invoice__status="issued")
    return owed.exists() or bool(term.order and term.order.invoice and (
        term.order.invoice.status == "issued"
    ))  # fmt: skip


def _length(order: Order, paid_on: date) -> dict[str, Any]:
    """Months or issues, from the day on which nothing that is paid opens the same."""
    starts_on = _first_free_day(order.subscriber_id, order.opens, _day_after(order, paid_on))
    if order.months is None:
        return {"starts_on": starts_on, "issues_left": order.issues}
    return {"starts_on": starts_on, "ends_on": last_day(starts_on, order.months)}


def _day_after(order: Order, paid_on: date) -> date:
    """The day after the term that this one follows, whatever either of them opens."""
    before = order.follows
    if before is None or before.state != State.OPEN or before.ends_on is None:
        return paid_on
    return max(paid_on, before.ends_on + timedelta(days=1))


def _first_free_day(
    subscriber_id: int, opens: str, wanted: date, *, before: Term | None = None
) -> date:
    """The day after the last one that is paid for; ``before`` leaves out itself and later terms."""
    earlier = Term.objects.in_force().filter(
        subscriber_id=subscriber_id, opens__in={opens, Opens.BOTH}, ends_on__gte=wanted
    )
    if before is not None:
        earlier = earlier.filter(starts_on__lt=before.starts_on).exclude(pk=before.pk)
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
    quota: SponsorQuota | None = None,
    by_user_id: int | None = None,
) -> Term:
    """Open a term that the reader does not pay for.

    Args:
        basis: sponsored or waived.
        why: in words, for whoever asks later on what this access stands.
        sponsor_id: the client who pays for others. Where a quota of hers opens the same on that
            day the term counts against it.

    Raises:
        BasisWithoutReason: ``why`` is empty, the basis is payment, or a sponsor is not named.
        QuotaUsedUp: nothing is left of the sponsor's quota, or it ends before the term.
    """
    is_sponsored = basis == Term.Basis.SPONSORED
    if basis == Term.Basis.PAID or not why.strip() or (is_sponsored and sponsor_id is None):
        raise BasisWithoutReason
    if is_sponsored and quota is None:
        quota = _quota_of(sponsor_id, opens, starts_on, ends_on)
    term = Term.objects.create(
        subscriber_id=client_id,
        opens=opens,
        copies=copies,
        basis=basis,
        why=why.strip(),
        sponsor_id=sponsor_id,
        quota=quota,
        starts_on=starts_on,
        ends_on=ends_on,
        opened_at=at,
        opened_by_id=by_user_id,
    )
    announce(term)
    return term


def _quota_of(
    sponsor_id: int | None, opens: str, starts_on: date, ends_on: date
) -> SponsorQuota | None:
    """The quota of a sponsor that such a term counts against; None where she has none."""
    running = SponsorQuota.objects.select_for_update().filter(
        sponsor_id=sponsor_id, opens=opens, starts_on__lte=starts_on, ends_on__gte=starts_on
    )
    quotas = list(running.order_by("ends_on", "pk"))
    for quota in quotas:
        if quota.ends_on >= ends_on and _used(quota) < quota.places:
            return quota
    if quotas:
        raise QuotaUsedUp
    return None


def _used(quota: SponsorQuota) -> int:
    return quota.terms.exclude(state=State.CANCELLED).count()


@transaction.atomic
def give_from_quota(
    *, quota_id: int, client_id: int, at: datetime, by_user_id: int | None = None
) -> Term:
    """Open a term that a sponsor pays for, while there is something left of the quota.

    It begins today, or after the last day the reader has already, and ends with the quota.

    Raises:
        QuotaUsedUp: all places are given away, or the days of the quota are over.
    """
    quota = SponsorQuota.objects.select_for_update().get(pk=quota_id)
    today = timezone.localdate(at)
    starts_on = _first_free_day(client_id, quota.opens, max(today, quota.starts_on))
    if _used(quota) >= quota.places or starts_on > quota.ends_on:
        raise QuotaUsedUp
    return grant_term(
        client_id=client_id,
        opens=quota.opens,
        copies=quota.copies,
        basis=Term.Basis.SPONSORED,
        why=quota.why,
        sponsor_id=quota.sponsor_id,
        quota=quota,
        starts_on=starts_on,
        ends_on=quota.ends_on,
        at=at,
        by_user_id=by_user_id,
    )


@transaction.atomic
def suspend_terms(*, invoice_id: int) -> None:
    """Close the paid terms of an invoice while its money is owed again."""
    of_invoice = Order.objects.select_for_update(of=("self",)).filter(_of_invoice(invoice_id))
    for order in of_invoice.filter(state=State.OPEN):
        move_order(order, State.SUSPENDED)
        for term in Term.objects.select_for_update().filter(order=order, state=State.OPEN):
            move_term(term, State.SUSPENDED, reason="")


@transaction.atomic
def cancel_term(*, term_id: int, reason: str, at: datetime) -> Term:
    """Close a term for good; what is paid and waited behind it begins the sooner.

    Raises:
        MoveNotAllowed: it is cancelled already.
    """
    term = Term.objects.select_for_update().get(pk=term_id)
    move_term(term, State.CANCELLED, reason=reason)
    if term.order_id:
        move_order(Order.objects.select_for_update().get(pk=term.order_id), State.CANCELLED)
    _close_ranks(term.subscriber_id, timezone.localdate(at))
    return term


def _close_ranks(subscriber_id: int, today: date) -> None:
    """Move paid terms that have not begun up to the first free day; each keeps its length."""
    waiting = (
        Term.objects.select_for_update(of=("self",))
        .in_force()
        .filter(subscriber_id=subscriber_id, basis=Term.Basis.PAID, starts_on__gt=today)
        .select_related("order__follows")
    )
    for term in waiting.order_by("starts_on", "pk"):
        order = term.order
        if order is None:
            continue
        wanted = _day_after(order, today)
        first = _first_free_day(subscriber_id, term.opens, wanted, before=term)
        if first < term.starts_on:
            _move_up(term, order, first)


def _move_up(term: Term, order: Order, first: date) -> None:
    """A month is as long as it is where the term lies now; what prolonged it stays."""
    if term.ends_on is not None and order.months is not None:
        added = term.ends_on - last_day(term.starts_on, order.months)
        term.ends_on = last_day(first, order.months) + added
    term.changes.filter(counted_on=term.starts_on).update(counted_on=first)
    term.starts_on = first
    term.save(update_fields=["starts_on", "ends_on"])


def announce(term: Term) -> None:
    """Tell the timeline, the reader and whoever listens."""
    timeline.term_opened(term)
    letters.term_opened(term)
    signals.term_opened.send(Term, term_id=term.pk, opened_at=term.opened_at)
