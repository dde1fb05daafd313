"""Invoices as the API offers them, with their items, payments and credit notes."""

from typing import Any

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.currencies import currency
from tests.stripe_simulator.resources import billing, discounts, methods
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_COLLECTION = ("charge_automatically", "send_invoice")
_BEHAVIOURS = ("include", "exclude")
_A_DAY = 24 * 3600


@route("POST", "/v1/invoiceitems")
def create_item(call: Call) -> Resource:
    params = call.params
    customer = call.world.get("customer", params.needed("customer"), param="customer")
    world = call.world.beside(customer["id"])
    amount = params.integer("amount")
    if amount is None:
        raise errors.missing("amount")
    item = world.create(
        "invoiceitem",
        amount=amount,
        currency=currency(params),
        customer=customer["id"],
        date=world.now(),
        description=params.text("description"),
        metadata=params.metadata(),
        net_amount=amount,
        period={"end": world.now(), "start": world.now()},
        quantity=1,
        quantity_decimal="1",
        test_clock=customer["test_clock"],
    )
    world.announce("invoiceitem.created", item)
    return item


@route("GET", "/v1/invoiceitems")
def list_items(call: Call) -> Resource:
    return lists.matching(call, "invoiceitem", "customer", "invoice")


@route("GET", "/v1/invoiceitems/{item_id}")
def retrieve_item(call: Call, item_id: str) -> Resource:
    return call.world.get("invoiceitem", item_id)


@route("DELETE", "/v1/invoiceitems/{item_id}")
def delete_item(call: Call, item_id: str) -> Resource:
    item = call.world.get("invoiceitem", item_id)
    call.world.store.remove(item_id)
    call.world.announce("invoiceitem.deleted", item)
    return {"id": item_id, "object": "invoiceitem", "deleted": True}


@route("POST", "/v1/invoices")
def create(call: Call) -> Resource:
    params = call.params
    customer = call.world.get("customer", params.needed("customer"), param="customer")
    world = call.world.beside(customer["id"])
    include = params.choice("pending_invoice_items_behavior", _BEHAVIOURS) == "include"
    items = billing.pending(world, customer["id"]) if include else []
    collection = params.choice("collection_method", _COLLECTION) or _COLLECTION[0]
    days = params.integer("days_until_due", least=0)
    if collection == "send_invoice" and days is None:
        raise errors.missing("days_until_due")
    return billing.draft(
        world,
        customer,
        lines=[],
        items=items,
        code=items[0]["currency"] if items else currency(params, required=False) or "kgs",
        reason="manual",
        discount=discounts.granted(world, params, customer=customer["id"]),
        auto_advance=params.boolean("auto_advance") or False,
        collection_method=collection,
        description=params.text("description"),
        due_date=world.now() + days * _A_DAY if days is not None else None,
        metadata=params.metadata(),
        test_clock=customer["test_clock"],
    )


@route("GET", "/v1/invoices")
def listed(call: Call) -> Resource:
    if subscription := call.params.text("subscription"):
        members = call.world.store.newest_first("invoice")
        mine = [one for one in members if billing.subscription_of(one) == subscription]
        return lists.page(call, mine)
    return lists.matching(call, "invoice", "customer", "status", "collection_method")


@route("POST", "/v1/invoices/{invoice_id}")
def update(call: Call, invoice_id: str) -> Resource:
    known = call.world.get("invoice", invoice_id)
    given: dict[str, Any] = {"metadata": call.params.metadata(known["metadata"])}
    if "description" in call.params:
        given["description"] = call.params.text("description")
    invoice = call.world.store.save(known | given)
    call.world.announce("invoice.updated", invoice, {name: known[name] for name in given})
    return invoice


@route("DELETE", "/v1/invoices/{invoice_id}")
def delete(call: Call, invoice_id: str) -> Resource:
    invoice = call.world.get("invoice", invoice_id)
    if invoice["status"] != "draft":
        raise errors.conflict("You can only delete draft invoices.", "invoice_not_editable")
    call.world.store.remove(invoice_id)
    call.world.announce("invoice.deleted", invoice)
    return {"id": invoice_id, "object": "invoice", "deleted": True}


@route("GET", "/v1/invoices/{invoice_id}")
def retrieve(call: Call, invoice_id: str) -> Resource:
    return call.world.get("invoice", invoice_id)


@route("GET", "/v1/invoices/{invoice_id}/lines")
def lines(call: Call, invoice_id: str) -> Resource:
    return lists.page(call, call.world.get("invoice", invoice_id)["lines"]["data"])


def _near(call: Call, invoice_id: str) -> tuple[World, Resource]:
    invoice = call.world.get("invoice", invoice_id)
    return call.world.beside(invoice["customer"]), invoice


@route("POST", "/v1/invoices/{invoice_id}/finalize")
def finalize(call: Call, invoice_id: str) -> Resource:
    call.params.boolean("auto_advance")
    return billing.finalize(*_near(call, invoice_id))


@route("POST", "/v1/invoices/{invoice_id}/send")
def send(call: Call, invoice_id: str) -> Resource:
    world, invoice = _near(call, invoice_id)
    if invoice["status"] == "draft":
        invoice = billing.finalize(world, invoice)
    world.announce("invoice.sent", invoice)
    return invoice


@route("POST", "/v1/invoices/{invoice_id}/pay")
def pay(call: Call, invoice_id: str) -> Resource:
    """By the card that is named, or by the one that is kept; a refusal is a 402."""
    world, invoice = _near(call, invoice_id)
    call.params.boolean("off_session")
    if invoice["status"] == "draft":
        invoice = billing.finalize(world, invoice)
    if invoice["status"] != "open":
        raise errors.conflict("Invoice is already paid", "invoice_already_paid")
    if call.params.boolean("paid_out_of_band"):
        return billing.mark_paid(world, invoice)
    name = call.params.text("payment_method")
    method = (
        methods.method_named(world, name, customer=invoice["customer"], param="payment_method")
        if name
        else billing.method_for(world, invoice)
    )
    invoice = billing.pay(world, invoice, method)
    if invoice["status"] != "paid":
        raise _refusal(world, invoice)
    return invoice


def _refusal(world: World, invoice: Resource) -> errors.ApiError:
    link = world.store.newest_first("invoice_payment", invoice=invoice["id"])[0]
    intent = world.get("payment_intent", link["payment"]["payment_intent"])
    why = intent["last_payment_error"]
    details = {"decline_code": why["decline_code"]} if "decline_code" in why else {}
    return errors.ApiError(
        why["message"],
        status=402,
        kind="card_error",
        code=why["code"],
        saved=True,
        payment_intent=intent,
        **details,
    )


@route("POST", "/v1/invoices/{invoice_id}/void")
def void(call: Call, invoice_id: str) -> Resource:
    world, invoice = _near(call, invoice_id)
    return billing.close(world, invoice, "void")


@route("POST", "/v1/invoices/{invoice_id}/mark_uncollectible")
def mark_uncollectible(call: Call, invoice_id: str) -> Resource:
    world, invoice = _near(call, invoice_id)
    return billing.close(world, invoice, "uncollectible")


@route("GET", "/v1/invoice_payments")
def list_payments(call: Call) -> Resource:
    return lists.matching(call, "invoice_payment", "invoice", "status")


@route("GET", "/v1/invoice_payments/{payment_id}")
def retrieve_payment(call: Call, payment_id: str) -> Resource:
    return call.world.get("invoice_payment", payment_id)
