"""The customer's own page: her card, another one in its place, what renews by it, the end of it."""

from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import parse_qs

from tests.stripe_simulator import cards
from tests.stripe_simulator.checkout import form as forms
from tests.stripe_simulator.checkout import pages
from tests.stripe_simulator.checkout.pages import Page
from tests.stripe_simulator.resources import methods, payments, portal, subscriptions
from tests.stripe_simulator.store import Resource


@dataclass(frozen=True)
class PortalVisit(pages.Visit):
    """Somebody at her own page; the form of Checkout serves for the other card."""

    @property
    def here(self) -> str:
        return portal.page_path(self.session_id)

    def portal(self) -> Resource | None:
        return self.world.store.find("billing_portal.session", self.session_id)


def show(visit: PortalVisit) -> Page:
    session = visit.portal()
    return _page(visit, session, _blank(visit, session)) if session else pages.closed(visit, None)


def change(visit: PortalVisit, body: str) -> Page:
    """Keep another card, remove the one that is kept, or stop a subscription."""
    session = visit.portal()
    if session is None:
        return pages.closed(visit, None)
    wish = {name: values[0] for name, values in parse_qs(body).items()}
    with visit.world.store.transaction():
        if name := wish.get("remove"):
            return _removed(visit, session, name)
        if name := wish.get("cancel"):
            return _cancelled(visit, session, name)
    form = forms.read(body, {"customer_email": _email(visit, session)})
    details = None if form.fill else form.checked(date.today())
    if details is None:
        return _page(visit, session, form)
    card = cards.by_number(details.number).valid_until(details.month, details.year)
    return _kept(visit, session, form, card)


def _kept(visit: PortalVisit, session: Resource, form: forms.Form, card: cards.Card) -> Page:
    world = visit.world
    with world.store.transaction():
        setup = methods.open_setup(world, customer=session["customer"])
        method = payments.keep_card(
            world,
            card,
            email=form.values["email"],
            name=form.values["name"],
            customer=session["customer"],
        )
        setup = methods.set_up(world, setup, card, method)
        if (why := setup["last_setup_error"]) is not None:
            return _page(visit, session, form, declined=why.get("decline_code") or why["code"])
        for old in _cards(visit, session):
            if old["id"] != method["id"]:
                methods.detach(world, old)
        methods.make_default(world, world.get("customer", session["customer"]), method["id"])
    return _page(visit, session, _blank(visit, session), said="portal_changed")


def _removed(visit: PortalVisit, session: Resource, method_id: str) -> Page:
    for method in _cards(visit, session):
        if method["id"] == method_id:
            methods.detach(visit.world, method)
    return _page(visit, session, _blank(visit, session), said="portal_removed")


def _cancelled(visit: PortalVisit, session: Resource, subscription_id: str) -> Page:
    for one in subscriptions.running_of(visit.world, session["customer"]):
        if one["id"] == subscription_id:
            subscriptions.cancel_at_the_end(visit.world, one)
    return _page(visit, session, _blank(visit, session), said="portal_cancelled")


def _cards(visit: PortalVisit, session: Resource) -> list[Resource]:
    return visit.world.store.newest_first("payment_method", customer=session["customer"])


def _email(visit: PortalVisit, session: Resource) -> str | None:
    customer = visit.world.store.find("customer", session["customer"])
    return customer["email"] if customer else None


def _blank(visit: PortalVisit, session: Resource) -> forms.Form:
    return forms.blank({"customer_email": _email(visit, session)})


def _page(
    visit: PortalVisit,
    session: Resource,
    form: forms.Form,
    *,
    declined: str | None = None,
    said: str = "",
) -> Page:
    words = visit.words
    known = {"customer_email": _email(visit, session)}
    main = pages.TEMPLATES["portal"].substitute(
        action=f"{escape(visit.here)}{visit.query}",
        back=pages.back(visit, session["return_url"]),
        card_heading=words["portal_card"],
        cards="".join(_card(visit, method) for method in _cards(visit, session))
        or f"<p>{words['portal_none']}</p>",
        cards_help=words["setup_help"],
        cards_title=words["cards"],
        fields="\n".join(pages.field_of(visit, form, name, known) for name in forms.FIELDS),
        heading=words["portal_change"],
        problem=pages.problem(visit, form, declined),
        said=f'<p role="status"><strong>{words[said]}</strong></p>' if said else "",
        save=words["portal_save"],
        subscriptions=_subscriptions(visit, session),
        test_cards=pages.test_cards(visit, keeps=True),
    )
    return pages.framed(visit, words["portal_title"], main, back_to=session["return_url"])


def _card(visit: PortalVisit, method: Resource) -> str:
    card, words = method["card"], visit.words
    until = words["portal_until"].format(month=card["exp_month"], year=card["exp_year"])
    return (
        f'<form method="post" action="{escape(visit.here)}{visit.query}">'
        f"<p>{escape(card['brand'])} •••• {card['last4']}, {until} "
        f'<button name="remove" value="{method["id"]}">{words["portal_remove"]}</button></p></form>'
    )


def _subscriptions(visit: PortalVisit, session: Resource) -> str:
    running = subscriptions.running_of(visit.world, session["customer"])
    if not running:
        return ""
    words = visit.words
    rows = "".join(_subscription(visit, one) for one in running)
    return f"<h2>{words['portal_subscriptions']}</h2>{rows}"


def _subscription(visit: PortalVisit, subscription: Resource) -> str:
    words = visit.words
    names = ", ".join(
        escape(visit.world.get("product", item["price"]["product"])["name"])
        for item in subscription["items"]["data"]
    )
    if subscription["cancel_at_period_end"]:
        return f"<p>{names}: {words['portal_cancelled']}</p>"
    return (
        f'<form method="post" action="{escape(visit.here)}{visit.query}"><p>{names} '
        f'<button name="cancel" value="{subscription["id"]}">{words["portal_cancel"]}</button>'
        "</p></form>"
    )
