"""What happens behind the Checkout page when somebody presses «Pay»."""

from dataclasses import asdict, dataclass
from enum import Enum

from tests.stripe_simulator import cards
from tests.stripe_simulator.resources import payments, sessions
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
        intent = _intent_of(world, session)
        session = world.store.save(session | {"payment_intent": intent["id"]})
        card = cards.by_number(typed.number).valid_until(typed.month, typed.year)
        if card.asks_for_confirmation:
            world.store.set(_waiting(session), asdict(typed))
            page = world.page_url(
                f"{sessions.pay_path(session_id)}/confirm", near=session["success_url"]
            )
            payments.ask_for_confirmation(world, intent, page, sessions.success_url(session))
            return Outcome(Kind.CONFIRMATION, session)
        return _charge(world, session, intent, typed, confirmed=False)


def answer_the_bank(world: World, session_id: str, *, confirmed: bool) -> Outcome:
    """The owner of the card said yes or no on the page of the bank."""
    with world.store.transaction():
        session = world.get("checkout.session", session_id)
        typed = awaiting_confirmation(world, session)
        if typed is None:
            return Outcome(Kind.CLOSED, session)
        world.store.set(_waiting(session), None)
        intent = world.get("payment_intent", session["payment_intent"])
        if confirmed:
            return _charge(world, session, intent, typed, confirmed=True)
        method = _method(world, session, typed)
        payments.refuse(world, intent, cards.NOT_CONFIRMED, method)
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
    card = cards.by_number(typed.number).valid_until(typed.month, typed.year)
    return payments.keep_card(
        world, card, email=typed.email, name=typed.name, customer=session["customer"]
    )


def _charge(
    world: World, session: Resource, intent: Resource, typed: CardDetails, *, confirmed: bool
) -> Outcome:
    card = cards.by_number(typed.number).valid_until(typed.month, typed.year)
    method = _method(world, session, typed)
    intent = payments.charge(world, intent, card, method, confirmed=confirmed)
    if (why := intent["last_payment_error"]) is not None:
        return Outcome(Kind.DECLINED, session, why.get("decline_code") or why["code"])
    session = sessions.complete(world, session, intent, email=typed.email, name=typed.name)
    return Outcome(Kind.PAID, session)
