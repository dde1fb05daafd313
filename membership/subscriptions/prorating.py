"""What days are worth: sums of a change of plan and of a cancellation, with their rule in words.

Nothing here writes. Sums are rounded half up to a tyiyn; both ends of a period count.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from membership.subscriptions.errors import NotChangeable, NotSoldIn, PlanNotOffered, SamePlan
from membership.subscriptions.models import Order, Plan, RefundRule, Term
from membership.subscriptions.periods import last_day
from membership.subscriptions.states import State
from portal.core.money import HOME, Money
from portal.core.percent_field import percent


@dataclass(frozen=True, slots=True)
class Change:
    """What it means to go on under another plan from ``first`` on; the last day stays."""

    plan: Plan
    first: date
    last: date
    #: Days of the price so far, and of a full term of the new plan.
    whole_days: int
    new_whole_days: int
    worth_tyiyn: int
    price_tyiyn: int
    unused_tyiyn: int
    cost_tyiyn: int
    currency: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def difference_tyiyn(self) -> int:
        """Above zero it is to be paid, below zero it goes back."""
        return self.cost_tyiyn - self.unused_tyiyn

    @property
    def outcome(self) -> str:
        """What is paid or given back, in words."""
        if self.difference_tyiyn > 0:
            words = _("To pay: %(sum)s. The new plan begins on the day on which the money arrives.")
        elif self.difference_tyiyn < 0:
            words = _("The new plan begins at once; %(sum)s go back to the payer.")
        else:
            words = _("The new plan begins at once; nothing is to be paid.")
        return words % {"sum": Money(abs(self.difference_tyiyn), self.currency)}

    @property
    def rule(self) -> list[str]:
        """How the sum came about, sentence by sentence."""
        said = {
            "days": ngettext("%(number)s day", "%(number)s days", self.days)
            % {"number": self.days},
            "first": date_format(self.first, "DATE_FORMAT"),
            "last": date_format(self.last, "DATE_FORMAT"),
            "worth": Money(self.worth_tyiyn, self.currency),
            "whole": self.whole_days,
            "unused": Money(self.unused_tyiyn, self.currency),
            "price": Money(self.price_tyiyn, self.currency),
            "new_whole": self.new_whole_days,
            "cost": Money(self.cost_tyiyn, self.currency),
        }
        return [
            _("From %(first)s to %(last)s there are %(days)s; the last day stays.") % said,
            _("Of the price so far they are worth %(worth)s × %(left)s / %(whole)s = %(unused)s.")
            % {**said, "left": self.days},
            _("By the new plan they cost %(price)s × %(left)s / %(new_whole)s = %(cost)s.")
            % {**said, "left": self.days},
        ]


def change(term: Term, plan_id: int, *, on: date) -> Change:
    """The sums of going on under another plan from ``on``, or from the first day of the term.

    Raises:
        NotChangeable: the term is not paid, not open, counted in issues, or has a change waiting.
        PlanNotOffered: the plan is not sold on that day, or lasts a number of issues.
        NotSoldIn: it has no price in the currency of the order.
        SamePlan: the term runs under it already.
    """
    order = _changeable(term, on)
    plan = Plan.objects.sold_on(on).filter(pk=plan_id, months__isnull=False).first()
    if plan is None or plan.months is None or term.ends_on is None:
        raise PlanNotOffered
    if plan.pk == (term.plan_id or order.plan_id):
        raise SamePlan
    price = plan.price_in(order.currency)
    if price is None:
        raise NotSoldIn
    first = max(on, term.starts_on)
    worth, since = worth_of(term, order)
    days = (term.ends_on - first).days + 1
    whole = (term.ends_on - since).days + 1
    full = (last_day(first, plan.months) - first).days + 1
    return Change(
        plan=plan,
        first=first,
        last=term.ends_on,
        whole_days=whole,
        new_whole_days=full,
        worth_tyiyn=worth,
        price_tyiyn=price * order.quantity,
        unused_tyiyn=share(worth, days, whole),
        cost_tyiyn=share(price * order.quantity, days, full),
        currency=order.currency,
    )


def asks_for_post(order: Order, plan: Plan) -> bool:
    """Whether a plan sends copies and the order names nobody who gets them."""
    return plan.is_printed and not order.recipients.exists()


def _changeable(term: Term, on: date) -> Order:
    is_paid = term.state == State.OPEN and term.basis == Term.Basis.PAID
    if not is_paid or term.order is None or term.ends_on is None or term.ends_on < on:
        raise NotChangeable
    if term.changes.waiting().exists():
        raise NotChangeable
    return term.order


def worth_of(term: Term, order: Order) -> tuple[int, date]:
    """What was paid for the term under its plan of now, and from which day on."""
    if latest := term.changes.made().order_by("-made_at", "-pk").first():
        return latest.cost_tyiyn, latest.counted_on
    return order.total_tyiyn, term.starts_on


def share(tyiyn: int, part: int, whole: int) -> int:
    """A part of a sum, rounded half up."""
    return (2 * tyiyn * part + whole) // (2 * whole)


@dataclass(frozen=True, slots=True)
class Refund:
    """What goes back when a term is closed, and by which rule."""

    tyiyn: int
    currency: str
    rule: list[str]


def rule_on(placed_on: date) -> RefundRule | None:
    """The rule for orders of a day."""
    return RefundRule.objects.filter(from_on__lte=placed_on).order_by("-from_on").first()


def refund(term: Term, *, on: date) -> Refund:
    """What goes back when a paid term is closed on ``on``; that day counts as used.

    The rule is the one in force on the day of the order: a later one does not touch it.
    """
    order = term.order
    if order is None or term.state != State.OPEN:
        return Refund(0, HOME, [_("Nothing was paid for it that could go back.")])
    rule = rule_on(timezone.localdate(order.placed_at))
    if rule is None:
        return Refund(0, order.currency, [_("No rule is entered for orders of that day.")])
    paid = order.total_tyiyn + sum(one.difference_tyiyn for one in term.changes.made())
    began = max(term.starts_on, timezone.localdate(term.opened_at))
    if on < began + timedelta(days=rule.whole_within_days):
        words = ngettext(
            "Within %(days)s day of opening the whole price goes back: %(sum)s.",
            "Within %(days)s days of opening the whole price goes back: %(sum)s.",
            rule.whole_within_days,
        )
        facts = {"days": rule.whole_within_days, "sum": Money(paid, order.currency)}
        return Refund(paid, order.currency, [words % facts])
    if not rule.gives_unused_days:
        return Refund(0, order.currency, [_("By the rule of that day nothing goes back.")])
    return _unused(term, order, rule, on)


def _unused(term: Term, order: Order, rule: RefundRule, on: date) -> Refund:
    worth, since = worth_of(term, order)
    if term.ends_on is None:
        whole = max(order.issues or 1, 1)
        left = min(term.issues_left or 0, whole)
        words = _(
            "Of %(whole)s issues %(left)s are left: %(worth)s × %(left)s / %(whole)s = %(sum)s."
        )
    else:
        whole = (term.ends_on - since).days + 1
        left = max(0, min((term.ends_on - on).days, whole))
        words = _(
            "Of %(whole)s days %(left)s are left: %(worth)s × %(left)s / %(whole)s = %(sum)s."
        )
    tyiyn = share(worth, left, whole)
    said = [
        words
        % {
            "whole": whole,
            "left": left,
            "worth": Money(worth, order.currency),
            "sum": Money(tyiyn, order.currency),
        }
    ]
    if rule.kept_share:
        kept = share(tyiyn, rule.kept_share, 10_000)
        words = _("%(share)s %% of it stay with the publisher: %(sum)s.")
        said.append(words % {"share": percent(rule.kept_share), "sum": Money(kept, order.currency)})
        tyiyn -= kept
    return Refund(tyiyn, order.currency, said)
