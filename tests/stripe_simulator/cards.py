"""Stripe's test cards: what each of them does when it is charged.

Numbers and codes are those of https://docs.stripe.com/testing.
"""

from dataclasses import dataclass, replace
from typing import Any, Self


@dataclass(frozen=True)
class Decline:
    """Why a bank says no: the error code, and the bank's own reason when there is one."""

    code: str
    message: str
    reason: str | None = None
    advice: str | None = None


@dataclass(frozen=True)
class Card:
    number: str
    brand: str = "visa"
    decline: Decline | None = None
    asks_for_confirmation: bool = False
    #: The bank asks every time, whatever was agreed to before.
    asks_every_time: bool = False
    #: It can be kept though it is refused when it is charged.
    can_be_kept: bool = False
    #: What its owner says to the bank afterwards: a ``dispute`` or an ``inquiry``.
    complains: str = ""
    exp_month: int = 12
    exp_year: int = 2034

    def valid_until(self, month: int, year: int) -> Self:
        return replace(self, exp_month=month, exp_year=year)

    @property
    def last4(self) -> str:
        return self.number[-4:]


_DECLINED = "Your card was declined."
GENERIC = Decline("card_declined", _DECLINED, "generic_decline", "try_again_later")
INSUFFICIENT_FUNDS = Decline(
    "card_declined", "Your card has insufficient funds.", "insufficient_funds", "try_again_later"
)
LOST = Decline("card_declined", _DECLINED, "lost_card", "do_not_try_again")
EXPIRED = Decline("expired_card", "Your card has expired.")
WRONG_CVC = Decline("incorrect_cvc", "Your card's security code is incorrect.")
PROCESSING = Decline(
    "processing_error",
    "An error occurred while processing your card. Try again in a little bit.",
)
NOT_A_TEST_CARD = Decline(
    "card_declined",
    "Your card was declined. Your request was in test mode, but used a non test card.",
    "test_mode_live_card",
)
NOT_CONFIRMED = Decline(
    "payment_intent_authentication_failure",
    "We are unable to authenticate your payment method. Please choose a different payment method "
    "and try again.",
)
CONFIRMATION_NEEDED = Decline(
    "authentication_required",
    "Your card was declined. This transaction requires authentication.",
    "authentication_required",
)

CARDS = {
    card.number: card
    for card in (
        Card("4242424242424242"),
        Card("5555555555554444", brand="mastercard"),
        Card("4000000000000002", decline=GENERIC),
        Card("4000000000009995", decline=INSUFFICIENT_FUNDS),
        Card("4000000000009987", decline=LOST),
        Card("4000000000000069", decline=EXPIRED),
        Card("4000000000000127", decline=WRONG_CVC),
        Card("4000000000000119", decline=PROCESSING),
        Card("4000002500003155", asks_for_confirmation=True),
        Card("4000008260003178", decline=INSUFFICIENT_FUNDS, asks_for_confirmation=True),
        Card("4000002760003184", asks_for_confirmation=True, asks_every_time=True),
        Card("4000000000000341", decline=GENERIC, can_be_kept=True),
        Card("4000000000000259", complains="dispute"),
        Card("4000000000001976", complains="inquiry"),
    )
}

#: The names by which a program refers to a card without sending its number.
BY_TOKEN = {
    "pm_card_visa": "4242424242424242",
    "pm_card_mastercard": "5555555555554444",
    "pm_card_chargeDeclined": "4000000000000002",
    "pm_card_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_chargeDeclinedExpiredCard": "4000000000000069",
    "pm_card_chargeDeclinedIncorrectCvc": "4000000000000127",
    "pm_card_chargeDeclinedProcessingError": "4000000000000119",
    "pm_card_authenticationRequired": "4000002500003155",
    "pm_card_threeDSecure2Required": "4000002760003184",
    "pm_card_chargeCustomerFail": "4000000000000341",
    "pm_card_bypassPending": "4242424242424242",
    "pm_card_createDispute": "4000000000000259",
    "pm_card_createDisputeInquiry": "4000000000001976",
}


#: The older names, for ``card[token]``.
BY_OLD_TOKEN = {
    "tok_visa": "4242424242424242",
    "tok_mastercard": "5555555555554444",
    "tok_chargeCustomerFail": "4000000000000341",
}


def by_number(number: str) -> Card:
    """The card of a number; one that is nobody's test card is declined as such."""
    return CARDS.get(number) or Card(number, decline=NOT_A_TEST_CARD)


def passes_luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def as_payment_method(card: Card) -> dict[str, Any]:
    """The ``card`` section of a PaymentMethod."""
    return {
        "brand": card.brand,
        "checks": {
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": "unchecked",
        },
        "country": "US",
        "display_brand": card.brand,
        "exp_month": card.exp_month,
        "exp_year": card.exp_year,
        "fingerprint": f"sim{card.last4}{card.brand}",
        "funding": "credit",
        "generated_from": None,
        "last4": card.last4,
        "networks": {"available": [card.brand], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }


def as_charge_details(card: Card, amount: int, *, confirmed: bool) -> dict[str, Any]:
    """The ``payment_method_details`` of a charge."""
    unavailable = {"status": "unavailable"}
    details = {
        "amount_authorized": None if card.decline else amount,
        "authorization_code": None,
        "brand": card.brand,
        "checks": {
            "address_line1_check": None,
            "address_postal_code_check": None,
            "cvc_check": "fail" if card.decline is WRONG_CVC else "pass",
        },
        "country": "US",
        "exp_month": card.exp_month,
        "exp_year": card.exp_year,
        "extended_authorization": {"status": "disabled"},
        "fingerprint": f"sim{card.last4}{card.brand}",
        "funding": "credit",
        "incremental_authorization": unavailable,
        "installments": None,
        "last4": card.last4,
        "mandate": None,
        "multicapture": unavailable,
        "network": card.brand,
        "network_token": {"used": False},
        "network_transaction_id": None,
        "overcapture": {"maximum_amount_capturable": amount, "status": "unavailable"},
        "regulated_status": "unregulated",
        "three_d_secure": _confirmation() if confirmed else None,
        "transaction_link_id": None,
        "wallet": None,
    }
    return {"card": details, "type": "card"}


def _confirmation() -> dict[str, Any]:
    return {
        "authentication_flow": "challenge",
        "electronic_commerce_indicator": "05",
        "exemption_indicator": None,
        "result": "authenticated",
        "result_reason": None,
        "transaction_id": None,
        "version": "2.2.0",
    }
