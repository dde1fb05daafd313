"""Checkout sessions: one visit to the payment page, from opening to paid or expired."""

import secrets
import string
from typing import Any

from tests.stripe_simulator import errors, expansion, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.currencies import currency
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.resources import discounts
from tests.stripe_simulator.resources.catalogue import new_price
from tests.stripe_simulator.resources.customers import open_customer
from tests.stripe_simulator.resources.methods import open_setup
from tests.stripe_simulator.resources.payments import cancel_intent, shipping
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_HALF_AN_HOUR, _A_DAY = 30 * 60, 24 * 3600
#: Allowance for the clocks of the two sides, as Stripe makes one.
_SLACK = 60
_MOST_LINES = 100
_MOST_PIECES = 999_999
_SUBMIT_TYPES = ("auto", "book", "donate", "pay", "subscribe")
#: ``locale`` of a session; Kyrgyz is not among them, see ``checkout.language``.
# fmt: off
LOCALES = (
    "auto", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr",
    "fr-CA", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt",
    "pt-BR", "ro", "ru", "sk", "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
)
# fmt: on


def pay_path(session_id: str) -> str:
    return f"/c/pay/{session_id}"


def success_url(session: Resource) -> str:
    """Where the payer goes back to; Stripe writes the session's id into the address."""
    return session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])


@route("POST", "/v1/checkout/sessions")
def create(call: Call) -> Resource:
    params, world = call.params, call.world
    mode = params.choice("mode", ("payment", "setup", "subscription"), required=True)
    params.choice("ui_mode", ("hosted_page",))
    session_id = _new_session_id()
    lines = [] if mode == "setup" else _priced_lines(world, params, recurring=mode != "payment")
    subtotal = sum(line["amount_subtotal"] for line in lines) if lines else None
    payer = _who_pays(world, params)
    reduction = discounts.asked_for(world, params, customer=payer["customer"])
    back = params.address("success_url", required=True) or ""
    session = world.create(
        "checkout.session",
        id=session_id,
        allow_promotion_codes=_codes_welcome(params, reduction),
        amount_subtotal=subtotal,
        amount_total=subtotal,
        cancel_url=params.address("cancel_url"),
        client_reference_id=params.text("client_reference_id", longest=200),
        currency=lines[0]["currency"] if lines else currency(params),
        expires_at=_expiry(world, params),
        locale=params.choice("locale", LOCALES),
        metadata=params.metadata(),
        mode=mode,
        payment_status="no_payment_required" if mode == "setup" else "unpaid",
        submit_type=params.choice("submit_type", _SUBMIT_TYPES),
        success_url=back,
        url=world.page_url(pay_path(session_id), near=back),
        **payer,
        **_only_cards(params),
    )
    for line in lines:
        world.create("item", within=session_id, **line)
    _keep_wishes(world, session, params)
    if reduction:
        session = reduce(world, session, reduction)
    return _with_setup(world, session, params) if mode == "setup" else session


def _codes_welcome(params: Params, reduction: discounts.Reduction | None) -> bool | None:
    """Whether the page asks for a code; a reduction that the shop gives leaves no room for one."""
    welcome = params.boolean("allow_promotion_codes")
    if welcome and reduction:
        raise errors.invalid(
            "You may only specify one of these parameters: allow_promotion_codes, discounts.",
            "allow_promotion_codes",
        )
    return welcome


def reduce(world: World, session: Resource, reduction: discounts.Reduction | None) -> Resource:
    """What is to pay with a reduction, or without any; it is not used up before it is paid."""
    lines = world.store.children(session["id"])
    if not lines:
        raise errors.invalid("A page that takes no money has nothing to reduce.", "discounts")
    left = off = reduction.of(session["amount_subtotal"]) if reduction else 0
    if off == session["amount_subtotal"]:
        raise errors.invalid("The simulator has no orders that cost nothing.", "discounts")
    for line in lines:
        share = min(left, -(-off * line["amount_subtotal"] // session["amount_subtotal"]))
        left -= share
        amounts = {"amount_discount": share, "amount_total": line["amount_subtotal"] - share}
        world.store.save(line | amounts)
    if session["payment_intent"]:
        intent = world.get("payment_intent", session["payment_intent"])
        world.store.save(intent | {"amount": session["amount_subtotal"] - off})
    promotion = reduction and reduction.promotion
    named = {
        "coupon": None if promotion or not reduction else reduction.coupon["id"],
        "promotion_code": promotion and promotion["id"],
    }
    return world.store.save(
        session
        | {
            "amount_total": session["amount_subtotal"] - off,
            "discounts": [named] if reduction else [],
            "total_details": session["total_details"] | {"amount_discount": off},
        }
    )


def redeemed(world: World, session: Resource, customer: str | None) -> Resource | None:
    """The discount of a session, granted to the customer who pays."""
    for named in session["discounts"]:
        reduction = discounts.named(world, named)
        return discounts.redeem(world, reduction, customer=customer, session=session["id"])
    return None


def _with_setup(world: World, session: Resource, params: Params) -> Resource:
    """A session that takes no money keeps a card; its intent is born at once."""
    section = params.section("setup_intent_data")
    setup = open_setup(
        world,
        customer=session["customer"],
        description=section.text("description"),
        metadata=section.metadata(),
    )
    return world.store.save(session | {"setup_intent": setup["id"]})


def _new_session_id() -> str:
    letters = string.ascii_letters + string.digits
    return "cs_test_a1" + "".join(secrets.choice(letters) for _ in range(56))


def _priced_lines(world: World, params: Params, *, recurring: bool) -> list[dict[str, Any]]:
    wanted = params.items("line_items")
    if not wanted:
        raise errors.missing("line_items")
    if len(wanted) > _MOST_LINES:
        raise errors.invalid(f"A session has at most {_MOST_LINES} lines.", "line_items")
    lines = [_priced_line(world, line, recurring=recurring) for line in wanted]
    if recurring and not any(line["price"]["recurring"] for line in lines):
        raise errors.invalid(
            "You must provide at least one recurring price in `subscription` mode when using "
            "prices.",
            "line_items",
        )
    if len({line["currency"] for line in lines}) > 1:
        raise errors.invalid("All line items must have the same currency.", "line_items")
    if sum(line["amount_total"] for line in lines) == 0:
        raise errors.invalid(
            "The Checkout Session's total amount due must be above zero.",
            "line_items",
            "amount_too_small",
        )
    return lines


def _priced_line(world: World, line: Params, *, recurring: bool) -> dict[str, Any]:
    if "price_data" in line:
        price = new_price(world, line.section("price_data"), inline=True)
    else:
        price = world.get("price", line.needed("price"), param=line.name("price"))
    if price["recurring"] and not recurring:
        raise errors.invalid(
            "You specified `payment` mode but passed a recurring price. Either switch to "
            "`subscription` mode or use only one-time prices.",
            line.name("price"),
        )
    quantity = line.integer("quantity", least=1, most=_MOST_PIECES)
    if quantity is None:
        raise errors.missing(line.name("quantity"))
    amount = price["unit_amount"] * quantity
    return {
        "amount_subtotal": amount,
        "amount_total": amount,
        "currency": price["currency"],
        "description": world.get("product", price["product"])["name"],
        "price": price,
        "quantity": quantity,
    }


def _expiry(world: World, params: Params) -> int:
    now = world.now()
    expires_at = params.integer("expires_at")
    if expires_at is None:
        return now + _A_DAY
    if not now + _HALF_AN_HOUR - _SLACK <= expires_at <= now + _A_DAY + _SLACK:
        raise errors.invalid(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout "
            "Session creation.",
            "expires_at",
        )
    return expires_at


def _who_pays(world: World, params: Params) -> dict[str, Any]:
    customer_id, email = params.text("customer"), params.text("customer_email", longest=512)
    if customer_id and email:
        raise errors.invalid(
            "You may only specify one of these parameters: customer, customer_email.", "customer"
        )
    creation = params.choice("customer_creation", ("always", "if_required"))
    if customer_id:
        world.get("customer", customer_id, param="customer")
        creation = None
    else:
        creation = creation or "if_required"
    return {"customer": customer_id, "customer_email": email, "customer_creation": creation}


def _only_cards(params: Params) -> dict[str, Any]:
    kinds = params.texts("payment_method_types") or ["card"]
    if kinds != ["card"]:
        raise errors.invalid(
            f"The payment method type provided: {kinds[0]} is invalid.", "payment_method_types"
        )
    return {"payment_method_types": kinds}


def _keep_wishes(world: World, session: Resource, params: Params) -> None:
    """Intent and subscription are born when somebody pays: what was wished waits till then."""
    subscription = params.section("subscription_data")
    world.store.set(
        f"subscription_of_{session['id']}",
        {"description": subscription.text("description"), "metadata": subscription.metadata()},
    )
    wishes = params.section("payment_intent_data")
    world.store.set(
        f"intent_of_{session['id']}",
        {
            "description": wishes.text("description"),
            "metadata": wishes.metadata(),
            "receipt_email": wishes.text("receipt_email"),
            "shipping": shipping(wishes),
            "setup_future_usage": wishes.choice(
                "setup_future_usage", ("off_session", "on_session")
            ),
        },
    )


def wishes_for_the_intent(world: World, session: Resource) -> dict[str, Any]:
    wishes: dict[str, Any] = world.store.setting(f"intent_of_{session['id']}", {})
    return wishes


@route("GET", "/v1/checkout/sessions")
def listed(call: Call) -> Resource:
    return lists.matching(call, "checkout.session", "customer", "payment_intent", "status")


@route("GET", "/v1/checkout/sessions/{session_id}")
def retrieve(call: Call, session_id: str) -> Resource:
    return call.world.get("checkout.session", session_id)


@route("GET", "/v1/checkout/sessions/{session_id}/line_items")
def line_items(call: Call, session_id: str) -> Resource:
    session = call.world.get("checkout.session", session_id)
    return lists.page(call, expansion.line_items(call.world, session)["data"])


@route("POST", "/v1/checkout/sessions/{session_id}")
def update(call: Call, session_id: str) -> Resource:
    session = call.world.get("checkout.session", session_id)
    session["metadata"] = call.params.metadata(session["metadata"])
    return call.world.store.save(session)


@route("POST", "/v1/checkout/sessions/{session_id}/expire")
def expire(call: Call, session_id: str) -> Resource:
    session = call.world.get("checkout.session", session_id)
    if session["status"] != "open":
        raise errors.conflict(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Session has a '
            f"status of {session['status']}."
        )
    return close_unpaid(call.world, session)


def close_unpaid(world: World, session: Resource) -> Resource:
    """Nobody can pay this session any more."""
    if session["payment_intent"]:
        intent = world.get("payment_intent", session["payment_intent"])
        cancel_intent(world, intent, "abandoned")
    session = world.store.save(session | {"status": "expired", "url": None})
    world.announce("checkout.session.expired", session)
    return session


def close_overdue(world: World) -> None:
    """Expire every open session whose time is over."""
    with world.store.transaction():
        for session in world.store.newest_first("checkout.session", status="open"):
            if session["expires_at"] <= world.now():
                close_unpaid(world, session)


def customer_of(
    world: World, session: Resource, *, email: str | None, name: str | None
) -> str | None:
    """Whoever pays, kept as a customer when the shop wants that or the mode needs it."""
    needed = session["mode"] != "payment" or session["customer_creation"] == "always"
    if session["customer"] is None and needed:
        return str(open_customer(world, email=email, name=name)["id"])
    known: str | None = session["customer"]
    return known


def complete(
    world: World, session: Resource, *, email: str | None, name: str | None, **outcome: Any
) -> Resource:
    """The money has been taken, or the card is kept: the session is done.

    ``outcome`` names what came of it: ``payment_intent``, ``setup_intent``, ``subscription`` …
    """
    customer_id = outcome.pop("customer", session["customer"])
    session = world.store.save(
        session
        | {
            "customer": customer_id,
            "customer_details": {
                "address": None,
                "business_name": None,
                "email": email,
                "individual_name": None,
                "name": name,
                "phone": None,
                "tax_exempt": "none",
                "tax_ids": [],
            },
            "payment_status": "paid" if session["amount_total"] else "no_payment_required",
            "status": "complete",
            "url": None,
            **outcome,
        }
    )
    world.announce("checkout.session.completed", session)
    return session
