"""Invoices of the simulated account: drafted, finalized, paid, retried, given up."""

from dataclasses import replace
from typing import Any

from tests.stripe_simulator import errors
from tests.stripe_simulator.cards import CONFIRMATION_NEEDED, Card
from tests.stripe_simulator.resources import discounts, methods, payments
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_A_DAY = 24 * 3600
#: After so many days the card is tried again; after the last one the subscription ends.
RETRY_AFTER_DAYS = (3, 5, 7)


def new_line(world: World, **values: Any) -> dict[str, Any]:
    """A line before its invoice is known: what it is for, how much, for which time."""
    return {"subtotal": values["amount"], **values}


def draft(
    world: World,
    customer: Resource,
    *,
    lines: list[dict[str, Any]],
    code: str,
    reason: str,
    discount: Resource | None = None,
    **values: Any,
) -> Resource:
    """An invoice that can still change. ``lines`` are those of :func:`new_line`."""
    invoice_id = world.new_id("invoice")
    made = [world.create("line_item", invoice=invoice_id, currency=code, **line) for line in lines]
    total = sum(line["amount"] for line in made)
    off = _taken_off(world, discount, total)
    invoice = world.create(
        "invoice",
        id=invoice_id,
        amount_due=total - off,
        amount_remaining=total - off,
        billing_reason=reason,
        currency=code,
        customer=customer["id"],
        customer_email=customer["email"],
        customer_name=customer["name"],
        discounts=[discount["id"]] if discount else [],
        lines={
            "data": made,
            "has_more": False,
            "object": "list",
            "url": f"/v1/invoices/{invoice_id}/lines",
        },
        period_end=values.pop("period_end", world.now()),
        period_start=values.pop("period_start", world.now()),
        subtotal=total,
        subtotal_excluding_tax=total,
        total=total - off,
        total_discount_amounts=[{"amount": off, "discount": discount["id"]}] if discount else [],
        total_excluding_tax=total - off,
        **values,
    )
    world.announce("invoice.created", invoice)
    return invoice


def _taken_off(world: World, discount: Resource | None, total: int) -> int:
    if discount is None:
        return 0
    return discounts.amount_off(world.get("coupon", discount["source"]["coupon"]), total)


def subscription_parent(subscription: Resource) -> dict[str, Any]:
    """How an invoice names the subscription it belongs to."""
    return {
        "quote_details": None,
        "subscription_details": {
            "metadata": subscription["metadata"],
            "subscription": subscription["id"],
        },
        "type": "subscription_details",
    }


def subscription_of(invoice: Resource) -> str | None:
    details = (invoice["parent"] or {}).get("subscription_details")
    return details and details["subscription"]


def finalize(world: World, invoice: Resource) -> Resource:
    """From now on it has a number, and is owed."""
    if invoice["status"] != "draft":
        raise errors.conflict(
            "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
            "invoice_not_editable",
        )
    customer = world.get("customer", invoice["customer"])
    number = customer["next_invoice_sequence"]
    world.store.save(customer | {"next_invoice_sequence": number + 1})
    invoice = world.store.save(
        invoice
        | {
            "auto_advance": invoice["collection_method"] == "charge_automatically",
            "effective_at": world.now(),
            "hosted_invoice_url": world.page_url(f"/i/{invoice['id']}", near=""),
            "number": f"{customer['invoice_prefix']}-{number:04d}",
            "status": "open",
            "status_transitions": invoice["status_transitions"] | {"finalized_at": world.now()},
        }
    )
    world.announce("invoice.finalized", invoice)
    if invoice["amount_due"] == 0:
        return mark_paid(world, invoice)
    return invoice


def method_for(world: World, invoice: Resource) -> Resource | None:
    """The card that pays when nobody names one: of the subscription, else of the customer."""
    named = None
    if subscription_id := subscription_of(invoice):
        subscription = world.store.find("subscription", subscription_id)
        named = subscription and subscription["default_payment_method"]
    customer = world.get("customer", invoice["customer"])
    named = named or customer["invoice_settings"]["default_payment_method"]
    return world.store.find("payment_method", named) if named else None


def pay(world: World, invoice: Resource, method: Resource | None) -> Resource:
    """Try a card on an open invoice; the invoice tells how it went."""
    if method is None:
        raise errors.conflict(
            "There is no `default_payment_method` set on this Customer or Invoice. Please set a "
            "`default_payment_method`.",
            "invoice_payment_intent_requires_action",
        )
    link, intent = _payment_of(world, invoice)
    card = _as_the_bank_sees_it(world, method)
    intent = payments.charge(world, intent, card, method)
    invoice = world.store.save(
        invoice | {"attempt_count": invoice["attempt_count"] + 1, "attempted": True}
    )
    if intent["status"] == "succeeded":
        world.store.save(
            link
            | {
                "amount_paid": intent["amount_received"],
                "status": "paid",
                "status_transitions": {"canceled_at": None, "paid_at": world.now()},
            }
        )
        return mark_paid(world, invoice)
    return _failed(world, invoice, needs_owner=card.decline is CONFIRMATION_NEEDED)


def _as_the_bank_sees_it(world: World, method: Resource) -> Card:
    card = payments.card_behind(world, method)
    asked = card.asks_for_confirmation
    if asked and (card.asks_every_time or not methods.was_set_up(world, method)):
        return replace(card, decline=CONFIRMATION_NEEDED)
    return card


def _payment_of(world: World, invoice: Resource) -> tuple[Resource, Resource]:
    """The invoice's own payment intent, made when it is first needed."""
    for link in world.store.newest_first("invoice_payment", invoice=invoice["id"]):
        if link["status"] == "open":
            return link, world.get("payment_intent", link["payment"]["payment_intent"])
    intent = payments.open_intent(
        world,
        amount=invoice["amount_remaining"],
        code=invoice["currency"],
        customer=invoice["customer"],
        description=invoice["description"],
        metadata={},
        setup_future_usage="off_session" if subscription_of(invoice) else None,
    )
    link = world.create(
        "invoice_payment",
        amount_requested=invoice["amount_remaining"],
        currency=invoice["currency"],
        invoice=invoice["id"],
        payment={"payment_intent": intent["id"], "type": "payment_intent"},
    )
    return link, intent


def mark_paid(world: World, invoice: Resource) -> Resource:
    invoice = world.store.save(
        invoice
        | {
            "amount_paid": invoice["amount_due"],
            "amount_remaining": 0,
            "auto_advance": False,
            "next_payment_attempt": None,
            "status": "paid",
            "status_transitions": invoice["status_transitions"] | {"paid_at": world.now()},
        }
    )
    world.announce("invoice.paid", invoice)
    world.announce("invoice.payment_succeeded", invoice)
    return invoice


def _failed(world: World, invoice: Resource, *, needs_owner: bool) -> Resource:
    tried = invoice["attempt_count"]
    again = subscription_of(invoice) is not None and tried <= len(RETRY_AFTER_DAYS)
    invoice = world.store.save(
        invoice
        | {
            "next_payment_attempt": world.now() + RETRY_AFTER_DAYS[tried - 1] * _A_DAY
            if again
            else None
        }
    )
    world.announce("invoice.payment_failed", invoice)
    if needs_owner:
        world.announce("invoice.payment_action_required", invoice)
    return invoice


def close(world: World, invoice: Resource, status: str) -> Resource:
    """Give an open invoice up: ``void``, or ``uncollectible``."""
    if invoice["status"] not in ("open", "uncollectible"):
        raise errors.conflict(
            f"You can only pass in open invoices. This invoice isn't open: {invoice['status']}."
        )
    moment = "voided_at" if status == "void" else "marked_uncollectible_at"
    invoice = world.store.save(
        invoice
        | {
            "auto_advance": False,
            "next_payment_attempt": None,
            "status": status,
            "status_transitions": invoice["status_transitions"] | {moment: world.now()},
        }
    )
    kind = "voided" if status == "void" else "marked_uncollectible"
    world.announce(f"invoice.{kind}", invoice)
    return invoice
