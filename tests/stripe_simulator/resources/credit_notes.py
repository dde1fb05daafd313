"""Credit notes: what is taken off an invoice after it was finalized."""

from typing import Any

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.params import Params
from tests.stripe_simulator.store import Resource

_REASONS = ("duplicate", "fraudulent", "order_change", "product_unsatisfactory")


@route("POST", "/v1/credit_notes")
def create(call: Call) -> Resource:
    """Of an open invoice it lowers what is owed; of a paid one it says what went back."""
    params = call.params
    invoice = call.world.get("invoice", params.needed("invoice"), param="invoice")
    world = call.world.beside(invoice["customer"])
    if invoice["status"] not in ("open", "paid"):
        raise errors.conflict("Credit notes can be made for open or paid invoices.")
    lines = [_line(line) for line in params.items("lines")]
    amount = params.integer("amount", least=1) or sum(line["amount"] for line in lines)
    is_paid = invoice["status"] == "paid"
    limit = invoice["total"] if is_paid else invoice["amount_remaining"]
    if not 0 < amount <= limit - invoice["post_payment_credit_notes_amount"]:
        raise errors.invalid(
            "The credit note is larger than what is left of the invoice.", "amount"
        )
    made = world.create(
        "credit_note",
        amount=amount,
        currency=invoice["currency"],
        customer=invoice["customer"],
        effective_at=world.now(),
        invoice=invoice["id"],
        lines={
            "data": [world.create("credit_note_line_item", **line) for line in lines],
            "has_more": False,
            "object": "list",
            "url": "/v1/credit_notes/lines",
        },
        memo=params.text("memo"),
        metadata=params.metadata(),
        number=f"{invoice['number']}-CN-{_next(call, invoice):02d}",
        pdf=world.page_url(f"/i/{invoice['id']}/credit.pdf", near=""),
        post_payment_amount=amount if is_paid else 0,
        pre_payment_amount=0 if is_paid else amount,
        reason=params.choice("reason", _REASONS),
        subtotal=amount,
        subtotal_excluding_tax=amount,
        total=amount,
        total_excluding_tax=amount,
        type="post_payment" if is_paid else "pre_payment",
    )
    _change(call, invoice, amount, is_paid=is_paid)
    world.announce("credit_note.created", made)
    return made


def _next(call: Call, invoice: Resource) -> int:
    return len(call.world.store.newest_first("credit_note", invoice=invoice["id"])) + 1


def _change(call: Call, invoice: Resource, amount: int, *, is_paid: bool) -> None:
    name = f"{'post' if is_paid else 'pre'}_payment_credit_notes_amount"
    changed: dict[str, Any] = {name: invoice[name] + amount}
    if not is_paid:
        changed["amount_due"] = invoice["amount_due"] - amount
        changed["amount_remaining"] = invoice["amount_remaining"] - amount
    call.world.store.save(invoice | changed)


def _line(line: Params) -> dict[str, Any]:
    kind = line.choice("type", ("custom_line_item", "invoice_line_item"), required=True)
    quantity = line.integer("quantity", least=1) or 1
    unit = line.integer("unit_amount", least=0)
    amount = line.integer("amount", least=0)
    if amount is None:
        amount = (unit or 0) * quantity
    return {
        "amount": amount,
        "description": line.text("description"),
        "invoice_line_item": line.text("invoice_line_item"),
        "quantity": quantity,
        "type": kind,
        "unit_amount": unit,
        "unit_amount_decimal": None if unit is None else str(unit),
    }


@route("GET", "/v1/credit_notes")
def listed(call: Call) -> Resource:
    return lists.matching(call, "credit_note", "invoice", "customer")


@route("GET", "/v1/credit_notes/{note_id}")
def retrieve(call: Call, note_id: str) -> Resource:
    return call.world.get("credit_note", note_id)


@route("POST", "/v1/credit_notes/{note_id}")
def update(call: Call, note_id: str) -> Resource:
    known = call.world.get("credit_note", note_id)
    given: dict[str, Any] = {"metadata": call.params.metadata(known["metadata"])}
    if "memo" in call.params:
        given["memo"] = call.params.text("memo")
    made = call.world.store.save(known | given)
    call.world.announce("credit_note.updated", made, {name: known[name] for name in given})
    return made


@route("POST", "/v1/credit_notes/{note_id}/void")
def void(call: Call, note_id: str) -> Resource:
    known = call.world.get("credit_note", note_id)
    if known["status"] == "void" or known["type"] == "post_payment":
        raise errors.conflict("This credit note cannot be voided.")
    invoice = call.world.get("invoice", known["invoice"])
    _change(call, invoice, -known["amount"], is_paid=False)
    made = call.world.store.save(known | {"status": "void", "voided_at": call.world.now()})
    call.world.announce("credit_note.voided", made)
    return made
