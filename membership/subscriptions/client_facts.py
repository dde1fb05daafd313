"""What subscriptions tell the client base: words on the card, next steps, filters of the list."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.clients import activity, filters, hand_overs, next_steps, purposes
from membership.clients.models import Client
from membership.clients.next_steps import NextStep
from membership.clients.segments.conditions import ids
from membership.subscriptions import consent_texts, selectors
from membership.subscriptions.models import ENDING_DAYS, Order, Seat, Term
from membership.subscriptions.querysets import of_her_office
from membership.subscriptions.states import State
from portal.core import clock
from portal.core.audience import Service
from portal.core.templatetags.core_tags import day

purposes.others.add(consent_texts.PURPOSE, gettext_lazy("Automatic renewal by card"))


@activity.words.named(Service.MAGAZINE)
def basis_and_end(client: Client, on: date) -> list[Any]:
    """Of every term in force, else of the latest one: what it opens, its basis, its last day."""
    terms = [one for one in selectors.terms_of_card(client) if one.phase_on(on) != "cancelled"]
    running = [one for one in terms if one.phase_on(on) in {"open", "ending"}]
    return [
        f"{one.get_opens_display()}: {one.get_basis_display()}, {one.until_in_figures}"
        for one in running or terms[:1]
    ]


@next_steps.sources.named("subscriptions")
def steps(client: Client, staff: Any) -> Iterator[NextStep]:
    """To issue an invoice, to offer the next term."""
    if not staff.has_perm("subscriptions.view_term"):
        return
    for order in selectors.orders_of_card(client):
        if order.state == State.DRAFT:
            yield NextStep(
                _("Issue the invoice for the order %(number)s.") % {"number": order},
                reverse("subscriptions_orders:inspect", args=[order.pk]),
            )
    terms, today = selectors.terms_of_card(client), clock.today()
    latest = terms[0] if terms else None
    if latest is None or latest.phase_on(today) not in {"ending", "grace", "lapsed"}:
        return
    words = (
        _("The subscription ends (%(until)s): offer the next one.")
        if latest.phase_on(today) == "ending"
        else _("The subscription has ended (%(until)s): ask whether to renew it.")
    )
    yield NextStep(
        words % {"until": latest.until_in_figures},
        reverse("subscriptions_terms:inspect", args=[latest.pk]),
    )


_STATES = [
    ("open", gettext_lazy("In force")),
    ("ending", gettext_lazy("Ends within 30 days")),
    ("ended", gettext_lazy("Ended and not renewed")),
    ("suspended", gettext_lazy("Suspended")),
    ("awaiting", gettext_lazy("Ordered, waits for money")),
    ("none", gettext_lazy("Never had one")),
]


def _in_state(state: str, on: date) -> Q:
    running = ids(Term.objects.giving_access_on(on), "subscriber")
    had = ids(Term.objects.exclude(state=State.CANCELLED), "subscriber")
    awaiting = Order.objects.filter(state__in=[State.DRAFT, State.AWAITING_PAYMENT])
    ending = Term.objects.ending_within(ENDING_DAYS, on).without_successor()
    wanted = {
        "open": running,
        "ending": ids(ending, "subscriber"),
        "ended": had & ~running,
        "suspended": ids(Term.objects.filter(state=State.SUSPENDED), "subscriber"),
        "awaiting": ids(awaiting, "subscriber"),
    }
    return wanted.get(state, ~had)


def _on_basis(basis: str, on: date) -> Q:
    return ids(Term.objects.giving_access_on(on).filter(basis=basis), "subscriber")


filters.added.add(
    "subscription",
    filters.Narrowing(gettext_lazy("Subscription"), lambda offered: _STATES, _in_state),
)
filters.added.add(
    "basis",
    filters.Narrowing(
        gettext_lazy("Basis of the subscription"), lambda offered: Term.Basis.choices, _on_basis
    ),
)


def _terms_taken_over(ids: list[int], reader: Any) -> list[hand_overs.Thing]:
    """What the body reads on this day, until when, and who decides on its seats."""
    today = clock.today()
    hers = Term.objects.not_over_on(today).filter(of_her_office(reader, today), pk__in=ids)
    return [
        hand_overs.Thing(
            title=term.get_opens_display(),
            url=reverse("subscriptions:seats", args=[term.pk]) if term.seats else _order_of(term),
            note=_("until %(day)s") % {"day": day(term.ends_on)} if term.ends_on else term.until,
        )
        for term in hers.select_related("order")
    ]


def _order_of(term: Term) -> str:
    return term.order.get_absolute_url() if term.order else ""


def _orders_taken_over(ids: list[int], reader: Any) -> list[hand_overs.Thing]:
    """Orders of the body that wait for an invoice or for money."""
    hers = Order.objects.filter(pk__in=ids, placed_by=reader, term=None)
    return [
        hand_overs.Thing(one.plan.title, one.get_absolute_url(), str(State(one.state).label))
        for one in hers.exclude(state=State.CANCELLED).select_related("plan")
    ]


def _seats_taken_over(ids: list[int], reader: Any) -> list[hand_overs.Thing]:
    """Seats under which she reads now."""
    hers = Seat.objects.held().filter(pk__in=ids, client__user=reader).select_related("term")
    return [
        hand_overs.Thing(one.term.get_opens_display(), note=_("You read on this seat now."))
        for one in hers
    ]


for name, heading, things in (
    ("subscriptions", gettext_lazy("Subscriptions of the body"), _terms_taken_over),
    ("orders", gettext_lazy("Orders that are not paid yet"), _orders_taken_over),
    ("seats", gettext_lazy("Your seat"), _seats_taken_over),
):
    hand_overs.kinds.add(name, hand_overs.Kind(heading, things))
