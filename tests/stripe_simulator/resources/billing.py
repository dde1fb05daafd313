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


def pending(world: World, customer_id: str, subscription_id: str | None = None) -> list[Resource]:
    """What waits for the next invoice of a customer, the oldest first.

    That of a subscription waits for an invoice of this subscription.
    """
    waiting = world.store.newest_first("invoiceitem", customer=customer_id)
    return [
        item
        for item in reversed(waiting)
        if item["invoice"] is None and subscription_behind(item) in (None, subscription_id)
    ]


def subscription_behind(item: Resource) -> str | None:
    """The subscription that an invoice item came of."""
    return item["parent"] and item["parent"]["subscription_details"]["subscription"]


def _line_of(world: World, item: Resource) -> dict[str, Any]:
    details = {
        "invoice_item": item["id"],
        "proration": item["proration"],
        "proration_details": {"credited_items": None},
        "subscription": subscription_behind(item),
    }
    behind = item["parent"] and item["parent"]["subscription_details"]["subscription_item"]
    kind = "subscription_item_details" if behind else "invoice_item_details"
    other = "invoice_item_details" if behind else "subscription_item_details"
    return new_line(
        world,
        amount=item["amount"],
        description=item["description"],
        parent={
            kind: details | {"subscription_item": behind} if behind else details,
            other: None,
            "type": kind,
        },
        period=item["period"],
        pricing=item["pricing"],
        quantity=item["quantity"],
    )


def draft(
    world: World,
    customer: Resource,
    *,
    lines: list[dict[str, Any]],
    items: list[Resource],
    code: str,
    reason: str,
    discount: Resource | None = None,
    **values: Any,
) -> Resource:
    """An invoice that can still change.

    ``lines`` are those of :func:`new_line`; ``items`` are :func:`pending` and wait no longer. What
    is owed to the customer from before is taken off first.
    """
    invoice_id = world.new_id("invoice")
    wanted = [*lines, *(_line_of(world, item) for item in items)]
    made = [world.create("line_item", invoice=invoice_id, currency=code, **line) for line in wanted]
    for item in items:
        world.store.save(item | {"invoice": invoice_id})
    subtotal = sum(line["amount"] for line in made)
    off = discounts.amount_off(world, discount, subtotal) if discount and subtotal > 0 else 0
    total = subtotal - off
    due = max(total + customer["balance"], 0)
    invoice = world.create(
        "invoice",
        id=invoice_id,
        amount_due=due,
        amount_remaining=due,
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
        starting_balance=customer["balance"],
        subtotal=subtotal,
        subtotal_excluding_tax=subtotal,
        total=total,
        total_discount_amounts=[{"amount": off, "discount": discount["id"]}] if discount else [],
        total_excluding_tax=total,
        **values,
    )
    world.announce("invoice.created", invoice)
    return invoice


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
    owed = min(invoice["total"] + invoice["starting_balance"], 0)
    customer = world.store.save(customer | {"balance": owed, "next_invoice_sequence": number + 1})
    if owed != invoice["starting_balance"]:
        world.announce("customer.updated", customer, {"balance": invoice["starting_balance"]})
    invoice = world.store.save(
        invoice
        | {
            "ending_balance": owed,
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
