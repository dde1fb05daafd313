"""What a refusal of a bank means for the next try, and in words.

The words of the provider: https://docs.stripe.com/declines/codes. What a bank marks as final is
never tried again with the same card, as the rules of the card networks ask.
"""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Means(StrEnum):
    """What can be done about it."""

    #: The same card may well pay in some days.
    LATER = "later"
    #: Only another card helps.
    ANOTHER_CARD = "another_card"
    #: The bank wants its customer to confirm, which nobody can do for her.
    THE_PAYER = "the_payer"


_FINAL = {
    "expired_card", "incorrect_number", "invalid_account", "invalid_number", "lost_card",
    "new_account_information_available", "no_card", "pickup_card", "restricted_card",
    "revocation_of_all_authorizations", "revocation_of_authorization", "security_violation",
    "stolen_card", "stop_payment_order", "transaction_not_allowed", "currency_not_supported",
}  # fmt: skip
_ASKS = {"authentication_required", "payment_intent_authentication_failure"}
_WORDS = {
    "insufficient_funds": _("there is not enough money on the card"),
    "expired_card": _("the card has expired"),
    "no_card": _("no card is kept any more"),
    "authentication_required": _("the bank wants you to confirm the payment yourself"),
    "lost_card": _("the bank does not accept this card any more"),
    "stolen_card": _("the bank does not accept this card any more"),
    "currency_not_supported": _("the card does not pay in this currency"),
    "processing_error": _("the bank did not answer"),
}


def meaning_of(code: str) -> Means:
    """What a refusal asks for; an unknown one is tried again later."""
    if code in _ASKS:
        return Means.THE_PAYER
    return Means.ANOTHER_CARD if code in _FINAL else Means.LATER


def words_of(code: str) -> Any:
    """Why, for the payer."""
    return _WORDS.get(code, _("the bank declined the card"))
