"""Answers about subscriptions for other rooms and pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from membership.billing import selectors as billing
from membership.billing.models import Invoice
from membership.clients import selectors as clients
from membership.clients.models import Client
from membership.subscriptions import links
from membership.subscriptions.models import (
    ENDING_DAYS,
    Currency,
    ForWhom,
    Order,
    Plan,
    PlanChange,
    Term,
)
from membership.subscriptions.states import State
from portal.core import money
from portal.core.navigation import reading_language

_KEPT = "_terms_asked_for"
_LATEST = 20
#: Orders of one invoice become one row.
_ORDERS_READ = 200
#: How a phase of a term looks as a badge, and how it is called.
_BADGES = {
    "open": "ok",
    "ending": "warn",
    "ahead": "note",
    "grace": "warn",
    "lapsed": "quiet",
    "suspended": "warn",
    "cancelled": "quiet",
}


def has_access(user: Any, product: str, *, on: date) -> bool:
    """May this reader open what ``product`` names (``magazine_online``) on a day?

    Asks the database once per reader, product and day of a request; anonymous readers never.
    """
    if not user.is_authenticated:
        return False
    kept: dict[tuple[str, date], bool] = user.__dict__.setdefault(_KEPT, {})
    if (product, on) not in kept:
        terms = Term.objects.giving_access_on(on).opening(product).for_reader(user, on)
        kept[product, on] = terms.exists()
    return kept[product, on]


def phase_name(phase: str) -> str:
    """A phase of a term in words."""
    return {
        "open": _("Open"),
        "ending": _("Ends soon"),
        "ahead": _("Begins later"),
        "grace": _("Just ended"),
        "lapsed": _("Ended"),
        "suspended": _("Suspended"),
        "cancelled": _("Cancelled"),
    }[phase]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list in the member's room."""

    url: str
    title: str
    facts: list[str]
    badge: str
    badge_kind: str
    #: Of an office's subscription with seats: where they are given.
    seats_url: str = ""
    #: The plan chosen for the next term with its price, and where it is chosen.
    next_plan: str = ""
    next_url: str = ""
    #: How a card renews it, and where that is switched on or looked at, and stopped.
    renewal: str = ""
    renewal_url: str = ""
    stop_url: str = ""


def standing_of(order: Order, *, on: date) -> dict[str, Any]:
    """How one order of several stands, with a badge."""
    term = getattr(order, "term", None)
    badge, kind = _badge_of(order, term, on)
    return {"order": order, "term": term, "badge": badge, "badge_kind": kind}


def _badge_of(order: Order, term: Term | None, on: date) -> tuple[str, str]:
    if term:
        return phase_name(term.phase_on(on)), _BADGES[term.phase_on(on)]
    return str(State(order.state).label), "quiet" if order.state == State.CANCELLED else "wait"


def rows_of(user: Any, *, on: date) -> list[Row]:
    """Her orders, and the terms opened for her without one; newest first."""
    orders = Order.objects.visible_to(user, on).select_related("plan", "payer", "invoice", "term")
    granted = Term.objects.for_reader(user, on).filter(order=None)
    hers = invoices_of(user, on=on)
    groups: dict[tuple[Any, Any], list[Order]] = {}
    for order in orders[:_ORDERS_READ]:
        key = order.invoice_id if order.invoice_id in hers else f"order {order.pk}"
        groups.setdefault((key, order.form_key), []).append(order)
    return [
        *(_row_of_orders(group, hers, on) for group in list(groups.values())[:_LATEST]),
        *(_row_of_term(term, on) for term in granted[:_LATEST]),
    ]


def invoices_of(user: Any, *, on: date) -> set[int]:
    """The invoices of orders that she may open: what somebody pays for her is none of them."""
    orders = Order.objects.visible_to(user, on).exclude(invoice=None).values("invoice")
    return set(
        Invoice.objects.visible_to(user, on).filter(pk__in=orders).values_list("pk", flat=True)
    )


def _row_of_orders(group: list[Order], hers: set[int], on: date) -> Row:
    """One order, or those of one invoice that she pays for several."""
    order = group[0]
    term = getattr(order, "term", None)
    badge, kind = _badge_of(order, term, on)
    days, total = _days(term) if term else "", sum(one.total_tyiyn for one in group)
    if order.invoice and order.invoice_id in hers:
        number = _("Invoice %(number)s") % {"number": order.invoice.number}
        facts = [number, str(money.Money(total, order.currency)), days]
    elif order.is_for_another and order.invoice:
        facts = [_("Paid by %(payer)s") % {"payer": order.payer.name}, days]
    else:
        facts = [str(money.Money(total, order.currency)), days]
    title = f"{order.plan.title} × {len(group)}" if len(group) > 1 else order.plan.title
    url = order.get_absolute_url()
    seats = reverse("subscriptions:seats", args=[term.pk]) if term and term.seats else ""
    return Row(url, title, [fact for fact in facts if fact], badge, kind, seats)


def _row_of_term(term: Term, on: date) -> Row:
    phase = term.phase_on(on)
    facts = [term.get_basis_display(), _days(term)]
    url = f"/{reading_language(get_language() or 'ky')}/magazine/"
    return Row(url, term.get_opens_display(), facts, phase_name(phase), _BADGES[phase])


def _days(term: Term) -> str:
    starts_on = date_format(term.starts_on, "SHORT_DATE_FORMAT")
    if term.ends_on is None:
        return f"{starts_on}, {term.until}"
    return f"{starts_on} – {date_format(term.ends_on, 'SHORT_DATE_FORMAT')}"


def unpaid_order(user: Any, plan: Plan, *, on: date) -> Order | None:
    """What she has ordered of a plan and not paid yet: most who order again do not mean to.

    What somebody else pays for her is not hers to pay.
    """
    hers = Order.objects.visible_to(user, on).filter(
        plan=plan,
        state=State.AWAITING_PAYMENT,
        invoice__in=Invoice.objects.visible_to(user, on),
    )
    return hers.select_related("invoice").order_by("-pk").first()


def next_steps_of(user: Any, *, on: date) -> list[dict[str, str]]:
    """What her room asks of her: to pay, to renew. Each is the context of one step."""
    waiting = (
        Order.objects.visible_to(user, on)
        .filter(state=State.AWAITING_PAYMENT, invoice__in=Invoice.objects.visible_to(user, on))
        .exclude(invoice__in=billing.disputed_invoices())
        .select_related("invoice", "plan")
    )
    ending = (
        Term.objects.for_reader(user, on)
        .ending_within(ENDING_DAYS, on)
        .without_successor()
        .without_automatic_renewal()
        .exclude(Q(subscriber__orders__state=State.AWAITING_PAYMENT))
    )
    by_invoice = {order.invoice_id: order for order in waiting[:_ORDERS_READ]}
    steps = [_step_to_pay(order) for order in list(by_invoice.values())[:3]]
    return steps + [_step_to_renew(term) for term in ending[:1]]


def _step_to_pay(order: Order) -> dict[str, str]:
    if order.invoice is None:
        raise ValueError(order)
    return {
        "text": _("Pay the invoice for the magazine."),
        "note": _("Invoice %(number)s, %(sum)s, until %(day)s")
        % {
            "number": order.invoice.number,
            "sum": money.Money(order.invoice.total_tyiyn, order.currency),
            "day": date_format(order.invoice.due_on, "DATE_FORMAT"),
        },
        "url": order.get_absolute_url(),
        "link": _("Open the invoice"),
    }


def _step_to_renew(term: Term) -> dict[str, str]:
    return {
        "text": _("Renew your subscription."),
        "note": _("It ends on %(day)s.") % {"day": term.until}
        if term.ends_on
        else _("Issues left: %(number)s.") % {"number": term.issues_left},
        "url": links.renewal(term)
        if term.is_paid_by_its_reader
        else reverse("subscriptions:plans"),
        "link": _("Renew"),
    }


_ON_CARD = 10


def terms_of_card(client: Client) -> list[Term]:
    """Her newest terms and, on the card of a body, those of bodies it took over.

    One query a card: the rows stay on the instance.
    """
    kept: list[Term] | None = client.__dict__.get("_terms")
    if kept is None:
        # Subscriptions stay with a body that was dissolved and show under its successor.
        taken_over = Q(
            subscriber__kind="organisation",
            subscriber__organisation__successor=client.organisation_id,
            subscriber__organisation__successor__isnull=False,
        )
        is_body = client.kind == "organisation" and client.organisation_id is not None
        whose = Q(subscriber=client) | taken_over if is_body else Q(subscriber=client)
        terms = Term.objects.filter(whose).select_related(
            "order__invoice", "subscriber", "next_plan"
        )
        kept = client.__dict__["_terms"] = list(terms.newest_first()[:_ON_CARD])
    return kept


def orders_of_card(client: Client) -> list[Order]:
    """Her orders without access yet. One query a card: the rows stay on the instance."""
    kept: list[Order] | None = client.__dict__.get("_orders")
    if kept is None:
        waiting = [State.DRAFT, State.AWAITING_PAYMENT]
        orders = Order.objects.filter(Q(subscriber=client) | Q(payer=client), state__in=waiting)
        kept = client.__dict__["_orders"] = list(
            orders.select_related("plan", "subscriber")[:_ON_CARD]
        )
    return kept


def period_of(invoice_id: int) -> tuple[date, date] | None:
    """First and last day of what an invoice paid for; None while it opened nothing by the month."""
    terms = Term.objects.filter(order__invoice_id=invoice_id, issues_left=None)
    days = terms.aggregate(first=Min("starts_on"), last=Max("ends_on"))
    if days["first"]:
        return days["first"], days["last"]
    change = PlanChange.objects.made().filter(invoice_id=invoice_id).select_related("term").first()
    if change is None or change.term.ends_on is None:
        return None
    return change.counted_on, change.term.ends_on


@dataclass(frozen=True, slots=True)
class IssuesPaid:
    """What an invoice paid for in issues, those of each subscription and copy apart."""

    starts_on: date
    whole: int
    #: How many of them came out. Of a subscription that was closed nothing else will.
    came: int


def issues_of(invoice_id: int) -> IssuesPaid | None:
    """The issues an invoice paid for; None while it opened nothing that is counted in them."""
    terms = list(
        Term.objects.filter(order__invoice_id=invoice_id, issues_left__isnull=False).values_list(
            "starts_on", "order__issues", "issues_left", "order__quantity", "state"
        )
    )
    if not terms:
        return None
    whole = came = 0
    for _starts, issues, left, quantity, state in terms:
        out = (issues or 0) - (left or 0)
        came += out * (quantity or 1)
        whole += (out if state == State.CANCELLED else issues or 0) * (quantity or 1)
    return IssuesPaid(min(term[0] for term in terms), whole, came)


def plans_to_change(term: Term, *, on: date) -> list[Plan]:
    """Plans offered on ``on`` under which a running paid term can go on; the shown ones alone."""
    order = term.order
    if order is None:
        return []
    kind = clients.kind_of(order.subscriber_id)
    suiting = Plan.objects.offered_on(on).filter(
        months__isnull=False, for_whom__in=[ForWhom.ANYBODY, kind]
    )
    others = suiting.exclude(pk=term.plan_id or order.plan_id)
    return [plan for plan in others if plan.price_in(order.currency)]


def prices_of(plan: Plan) -> list[money.Money]:
    """In what a plan may be ordered: som first, then where it has a price and we an account."""
    prices = [(currency, plan.price_in(currency)) for currency in Currency.values]
    return [
        money.Money(price, currency)
        for currency, price in prices
        if price and (currency == Currency.SOM or billing.has_account_in(currency))
    ]
