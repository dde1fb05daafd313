"""Orders and terms of people."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.subscriptions import selectors, services
from membership.subscriptions.models import AutoRenewal, Order, Recipient, Seat, Term
from membership.subscriptions.models.renewals import AutoRenewalQuerySet
from membership.subscriptions.querysets import TermQuerySet
from portal.core import clock, privacy
from portal.core.privacy import Holding, Kept, Person, Section


def _orders(person: Person) -> "QuerySet[Order]":
    if person.client_id is None:
        return Order.objects.none()
    return Order.objects.filter(Q(payer=person.client_id) | Q(subscriber=person.client_id))


def _recipients(person: Person) -> "QuerySet[Recipient]":
    return Recipient.objects.filter(order__in=_orders(person))


def _terms(person: Person) -> TermQuerySet:
    return Term.objects.filter(subscriber=person.client_id or 0)


def _renewals(person: Person) -> AutoRenewalQuerySet:
    return AutoRenewal.objects.filter(payer=person.client_id or 0)


def export(person: Person) -> list[Section]:
    """Her orders and subscriptions, standing as her room shows them."""
    today = clock.today()
    orders = ("placed_at", "plan", "quantity", "state", "buyer_name", "buyer_inn",
              "buyer_address")  # fmt: skip
    renewals = ("agreed_at", "text_version", "state", "ended_at", "ended_why")
    posts = ("name", "address", "copies", "language")
    terms = ("opens", "basis", "why", "starts_on", "ends_on", "state")
    return [
        privacy.table(
            "subscriptions.orders", _("Your orders"), _orders(person).select_related("term"),
            *orders, told={"state": lambda one: selectors.standing_of(one, on=today)["badge"]},
        ),
        privacy.table(
            "subscriptions.recipients", _("Where your copies go"), _recipients(person), *posts
        ),
        privacy.table(
            "subscriptions.terms", _("Your subscriptions"), _terms(person), *terms,
            told={"state": lambda one: selectors.phase_name(one.phase_on(today))},
        ),
        privacy.table(
            "subscriptions.renewals",
            _("Your automatic renewals"),
            _renewals(person),
            *renewals,
        ),
        privacy.table("subscriptions.seats", _("Your seats"), _seats(person), "email", "given_at"),
    ]  # fmt: skip


def _seats(person: Person) -> "QuerySet[Seat]":
    return Seat.objects.filter(Q(client=person.client_id or 0) | Q(email__in=person.emails))


def keeps(person: Person) -> list[Kept]:
    """The buyer of orders that were invoiced."""
    if not _orders(person).exclude(invoice=None).exists():
        return []
    return [
        Kept(
            what=str(_("Buyer of invoiced orders: name, taxpayer number, address")),
            why=str(_("Part of the contract; kept as long as the invoice")),
        )
    ]


def loses(person: Person) -> list[str]:
    """Subscriptions that are open today."""
    return [_open_until(term) for term in _terms(person).giving_access_on(clock.today())]


def _open_until(term: Term) -> str:
    what = term.get_opens_display()
    if term.ends_on is None:
        said = _("Subscription: %(what)s, issues left: %(left)s")
        return said % {"what": what, "left": term.issues_left}
    said = _("Subscription: %(what)s, the last day is %(day)s")
    return said % {"what": what, "day": date_format(term.ends_on, "DATE_FORMAT")}


def erase(person: Person, at: datetime) -> None:
    """What was never invoiced goes; an invoiced order keeps its buyer and loses the recipient."""
    for renewal in _renewals(person).live():
        services.stop_renewing(
            renewal_id=renewal.pk, at=at, by_user_id=None, why=services.CONSENT_GONE
        )
    _orders(person).filter(invoice=None, term=None).delete()
    _seats(person).delete()
    invoiced = _orders(person)
    _recipients(person).delete()
    privacy.redact(_terms(person), person, person.words, "why", "state_reason")
    if person.user_id:
        for_others = Order.objects.filter(placed_by=person.user_id).exclude(pk__in=invoiced)
        others = Recipient.objects.filter(order__in=for_others)
        privacy.redact(others, person, person.words, "name", "address")


privacy.register(
    "subscriptions",
    holds=[
        Holding(
            data=gettext_lazy("Buyer, recipient, postal address, what is subscribed to"),
            purpose=gettext_lazy("To deliver the magazine and open its closed texts"),
            basis=gettext_lazy("Contract of subscription"),
            kept_for=gettext_lazy(
                "Recipient: until the person is erased; buyer: as long as the invoice"
            ),
        )
    ],
    export=export,
    erase=erase,
    keeps=keeps,
    loses=loses,
    order=60,
)
