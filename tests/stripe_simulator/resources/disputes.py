"""Disputes: the owner of a card tells her bank that a charge was not right."""

from typing import Any

from tests.stripe_simulator import errors, lists
from tests.stripe_simulator.api import Call, route
from tests.stripe_simulator.resources.entries import book
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import World

_A_WEEK = 7 * 24 * 3600
#: Evidence that decides the outcome, as https://docs.stripe.com/testing#disputes names it.
_WINS, _LOSES = "winning_evidence", "losing_evidence"
_EVIDENCE = (
    "access_activity_log", "billing_address", "cancellation_policy",
    "cancellation_policy_disclosure", "cancellation_rebuttal", "customer_communication",
    "customer_email_address", "customer_name", "customer_purchase_ip", "customer_signature",
    "duplicate_charge_documentation", "duplicate_charge_explanation", "duplicate_charge_id",
    "product_description", "receipt", "refund_policy", "refund_policy_disclosure",
    "refund_refusal_explanation", "service_date", "service_documentation", "shipping_address",
    "shipping_carrier", "shipping_date", "shipping_documentation", "shipping_tracking_number",
    "uncategorized_file", "uncategorized_text",
)  # fmt: skip


def open_dispute(world: World, charge: Resource, *, inquiry: bool = False) -> Resource:
    """An inquiry leaves the money where it is; a dispute takes it away at once."""
    dispute = world.create(
        "dispute",
        amount=charge["amount"],
        charge=charge["id"],
        currency=charge["currency"],
        evidence=dict.fromkeys(_EVIDENCE) | {"enhanced_evidence": {}},
        evidence_details={
            "due_by": world.now() + _A_WEEK,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        is_charge_refundable=inquiry,
        payment_intent=charge["payment_intent"],
        payment_method_details={
            "card": {
                "brand": "visa",
                "case_type": "inquiry" if inquiry else "chargeback",
                "network": "visa",
                "network_reason_code": "10.4",
            },
            "type": "card",
        },
        reason="fraudulent",
        status="warning_needs_response" if inquiry else "needs_response",
    )
    world.store.save(charge | {"disputed": True})
    world.announce("charge.dispute.created", dispute)
    return dispute if inquiry else _move_money(world, dispute, -dispute["amount"], "withdrawn")


def _move_money(world: World, dispute: Resource, amount: int, how: str) -> Resource:
    entry = book(world, dispute, amount, "adjustment")
    dispute = world.store.save(
        dispute | {"balance_transactions": [*dispute["balance_transactions"], entry]}
    )
    world.announce(f"charge.dispute.funds_{how}", dispute)
    return dispute


def close_dispute(world: World, dispute: Resource, *, won: bool) -> Resource:
    """The bank has decided; a dispute that is won brings the money back."""
    was_inquiry = dispute["status"].startswith("warning")
    status = "warning_closed" if was_inquiry else "won" if won else "lost"
    dispute = world.store.save(dispute | {"status": status, "is_charge_refundable": was_inquiry})
    if won and not was_inquiry:
        dispute = _move_money(world, dispute, dispute["amount"], "reinstated")
    world.announce("charge.dispute.closed", dispute)
    return dispute


def _must_be_open(dispute: Resource) -> None:
    if dispute["status"] in ("won", "lost", "warning_closed"):
        raise errors.conflict(
            f"This dispute is already closed (status: {dispute['status']}).",
            "charge_already_disputed" if dispute["status"] == "lost" else None,
        )


@route("GET", "/v1/disputes")
def listed(call: Call) -> Resource:
    return lists.matching(call, "dispute", "charge", "payment_intent")


@route("GET", "/v1/disputes/{dispute_id}")
def retrieve(call: Call, dispute_id: str) -> Resource:
    return call.world.get("dispute", dispute_id)


@route("POST", "/v1/disputes/{dispute_id}")
def update(call: Call, dispute_id: str) -> Resource:
    """Send evidence. Two words of Stripe's own decide how the bank sees it."""
    world, params = call.world, call.params
    known = world.get("dispute", dispute_id)
    section = params.section("evidence")
    evidence = {name: section.text(name) for name in _EVIDENCE if name in section}
    if evidence:
        _must_be_open(known)
    given: dict[str, Any] = {"metadata": params.metadata(known["metadata"])}
    submitted = params.boolean("submit") is not False
    if evidence:
        given["evidence"] = known["evidence"] | evidence
        details = known["evidence_details"] | {"has_evidence": True}
        if submitted:
            details["submission_count"] += 1
            details["submission_method"] = "manual"
            given["status"] = (
                "warning_under_review" if known["status"].startswith("warning") else "under_review"
            )
        given["evidence_details"] = details
    dispute = world.store.save(known | given)
    world.announce("charge.dispute.updated", dispute, {name: known[name] for name in given})
    said = evidence.get("uncategorized_text")
    if submitted and said in (_WINS, _LOSES):
        return close_dispute(world, dispute, won=said == _WINS)
    return dispute


@route("POST", "/v1/disputes/{dispute_id}/close")
def close(call: Call, dispute_id: str) -> Resource:
    """Give it up."""
    dispute = call.world.get("dispute", dispute_id)
    _must_be_open(dispute)
    return close_dispute(call.world, dispute, won=False)
