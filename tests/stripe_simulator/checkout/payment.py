"""What happens behind the Checkout page when somebody presses «Pay»."""

from dataclasses import asdict, dataclass
from enum import Enum

from tests.stripe_simulator import cards
from tests.stripe_simulator.resources import discounts, methods, payments, sessions, subscriptions
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World


@dataclass(frozen=True)
class CardDetails:
    """What was typed, after its form was found to be right."""

    email: str
    name: str
    number: str
    month: int
    year: int


class Kind(Enum):
    PAID = "paid"
    DECLINED = "declined"
    CONFIRMATION = "confirmation"
    CLOSED = "closed"


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended; ``code`` is the bank's reason, or else the error code of a refusal."""

    kind: Kind
    session: Resource
    code: str | None = None


def attempt(world: World, session_id: str, typed: CardDetails) -> Outcome:
    """Charge the card that was typed. A session that is paid or expired is left as it is."""
    with world.store.transaction():
        session = world.get("checkout.session", session_id)
        if session["status"] != "open":
            return Outcome(Kind.CLOSED, session)
        card = cards.by_number(typed.number).valid_until(typed.month, typed.year)
        if session["mode"] == "payment":
            intent = _intent_of(world, session)
            session = world.store.save(session | {"payment_intent": intent["id"]})
        if card.asks_for_confirmation:
            return _ask_the_bank(world, session, typed)
        return _finish(world, session, typed, confirmed=False)


def use_code(world: World, session_id: str, code: str) -> bool:
    """Take off what a code promises; an empty one puts it back. False: no such code."""
    with world.store.transaction():
        session = world.get("checkout.session", session_id)
        if session["status"] != "open" or not session["allow_promotion_codes"]:
            return False
        reduction = discounts.by_code(
            world, code, customer=session["customer"], currency=session["currency"]
        )
        whole = session["amount_subtotal"]
        if code and (reduction is None or reduction.of(whole) == whole):
            return False
        sessions.reduce(world, session, reduction)
        return True


def _ask_the_bank(world: World, session: Resource, typed: CardDetails) -> Outcome:
    world.store.set(_waiting(session), asdict(typed))
    if session["payment_intent"]:
        intent = world.get("payment_intent", session["payment_intent"])
        page = world.page_url(
            f"{sessions.pay_path(session['id'])}/confirm", near=session["success_url"]
        )
        payments.ask_for_confirmation(world, intent, page, sessions.success_url(session))
    return Outcome(Kind.CONFIRMATION, session)


def answer_the_bank(world: World, session_id: str, *, confirmed: bool) -> Outcome:
    """The owner of the card said yes or no on the page of the bank."""
    with world.store.transaction():
        session = world.get("checkout.session", session_id)
        typed = awaiting_confirmation(world, session)
        if typed is None:
            return Outcome(Kind.CLOSED, session)
        world.store.set(_waiting(session), None)
        if confirmed:
            return _finish(world, session, typed, confirmed=True)
        method = _method(world, session, typed)
        if session["mode"] == "payment":
            intent = world.get("payment_intent", session["payment_intent"])
            payments.refuse(world, intent, cards.NOT_CONFIRMED, method)
        elif session["mode"] == "setup":
            setup = world.get("setup_intent", session["setup_intent"])
            methods.refuse_setup(world, setup, cards.NOT_CONFIRMED, method)
        return Outcome(Kind.DECLINED, session, cards.NOT_CONFIRMED.code)


def awaiting_confirmation(world: World, session: Resource) -> CardDetails | None:
    """What was typed, while the bank waits for the owner of the card.

    Only numbers of test cards come here: any other is declined before the bank would ask.
    """
    kept = world.store.setting(_waiting(session), None)
    if kept is None or session["status"] != "open":
        return None
    return CardDetails(**kept)


def _waiting(session: Resource) -> str:
    return f"waiting_{session['id']}"


def _intent_of(world: World, session: Resource) -> Resource:
    if session["payment_intent"]:
        return world.get("payment_intent", session["payment_intent"])
    return payments.open_intent(
        world,
        amount=session["amount_total"],
        code=session["currency"],
        customer=session["customer"],
        **sessions.wishes_for_the_intent(world, session),
    )


def _method(world: World, session: Resource, typed: CardDetails) -> Resource:
    return payments.keep_card(
        world, _card(typed), email=typed.email, name=typed.name, customer=session["customer"]
    )


def _finish(world: World, session: Resource, typed: CardDetails, *, confirmed: bool) -> Outcome:
    if session["mode"] == "setup":
        return _keep_card(world, session, typed)
    if session["mode"] == "subscription":
        return _subscribe(world, session, typed)
    return _charge(world, session, typed, confirmed=confirmed)


def _keep_card(world: World, session: Resource, typed: CardDetails) -> Outcome:
    customer = sessions.customer_of(world, session, email=typed.email, name=typed.name)
    setup = world.store.save(
        world.get("setup_intent", session["setup_intent"]) | {"customer": customer}
    )
    method = _method(world, session, typed)
    setup = methods.set_up(world, setup, _card(typed), method)
    if (why := setup["last_setup_error"]) is not None:
        return Outcome(Kind.DECLINED, session, why.get("decline_code") or why["code"])
    session = sessions.complete(
        world, session, email=typed.email, name=typed.name, customer=customer
    )
    return Outcome(Kind.PAID, session)


def _subscribe(world: World, session: Resource, typed: CardDetails) -> Outcome:
    """The card is tried first, so that a refusal leaves no subscription behind."""
    card = _card(typed)
    if card.decline:
        return Outcome(Kind.DECLINED, session, card.decline.reason or card.decline.code)
    customer_id = sessions.customer_of(world, session, email=typed.email, name=typed.name)
    customer = world.get("customer", customer_id or "")
    method = methods.attach(world, _method(world, session, typed), customer["id"])
    world.store.set(f"set_up_{method['id']}", True)
    wishes = world.store.setting(f"subscription_of_{session['id']}", {})
    lines = world.store.children(session["id"])
    subscription = subscriptions.open_subscription(
        world,
        customer,
        [(line["price"], line["quantity"]) for line in lines],
        discount=sessions.redeemed(world, session, customer["id"]),
        default_payment_method=method["id"],
        **wishes,
    )
    session = sessions.complete(
        world,
        session,
        email=typed.email,
        name=typed.name,
        customer=customer["id"],
        invoice=subscription["latest_invoice"],
        subscription=subscription["id"],
    )
    return Outcome(Kind.PAID, session)


def _charge(world: World, session: Resource, typed: CardDetails, *, confirmed: bool) -> Outcome:
    intent = world.get("payment_intent", session["payment_intent"])
    method = _method(world, session, typed)
    intent = payments.charge(world, intent, _card(typed), method, confirmed=confirmed)
    if (why := intent["last_payment_error"]) is not None:
        return Outcome(Kind.DECLINED, session, why.get("decline_code") or why["code"])
    customer = sessions.customer_of(world, session, email=typed.email, name=typed.name)
    if customer != intent["customer"]:
        intent = world.store.save(intent | {"customer": customer})
    if customer and intent["setup_future_usage"]:
        methods.attach(world, method, customer)
        world.store.set(f"set_up_{method['id']}", True)
    sessions.redeemed(world, session, customer)
    session = sessions.complete(
        world,
        session,
        email=typed.email,
        name=typed.name,
        customer=customer,
        payment_intent=intent["id"],
    )
    return Outcome(Kind.PAID, session)


def _card(typed: CardDetails) -> cards.Card:
    return cards.by_number(typed.number).valid_until(typed.month, typed.year)
