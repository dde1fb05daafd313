"""What an invoice is made of, before it has a number."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from membership.billing import taxes
from membership.billing.errors import AmountNotPositive, NoAccountInCurrency, SellerUnknown
from membership.billing.models import PAPER_LANGUAGES, SellerRequisites
from portal.core.money import HOME

#: Raised whenever the printed form changes, so that an old invoice can be told apart.
TEMPLATE_VERSION = 2


@dataclass(frozen=True, slots=True)
class Buyer:
    """The payer as printed. Names are kept as they were typed."""

    name: str
    inn: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to pay for, named in both languages of the papers."""

    title_ky: str
    title_ru: str
    price_tyiyn: int
    quantity: int = 1

    def __post_init__(self) -> None:
        if self.price_tyiyn <= 0 or self.quantity <= 0:
            raise AmountNotPositive

    @property
    def amount_tyiyn(self) -> int:
        return self.price_tyiyn * self.quantity


def frozen_parties(buyer: Buyer, *, on: date, currency: str = HOME) -> dict[str, Any]:
    """Both parties and the taxes of the day, to be stored with the invoice for ever.

    Raises:
        SellerUnknown: the publisher's bank details are not entered.
        NoAccountInCurrency: nobody could pay in ``currency``.
    """
    seller = SellerRequisites.load()
    if not seller.is_complete:
        raise SellerUnknown
    if not seller.account_in(currency):
        raise NoAccountInCurrency(currency)
    return {
        "template": TEMPLATE_VERSION,
        "buyer": asdict(buyer),
        "taxes": taxes.in_force(on),
        "seller": {language: frozen_seller(language, currency) for language in PAPER_LANGUAGES},
    }


def frozen_seller(language: str, currency: str = HOME) -> dict[str, str]:
    """The publisher as it stands on papers today, in one language of the papers."""
    seller = SellerRequisites.load()
    plain = ("inn", "bic", "account", "head", "okpo", "treasury_account")
    spoken = ("name", "address", "bank", "head_post", "acts_by")
    stand = {
        **{name: getattr(seller, name) for name in plain},
        **{name: getattr(seller, f"{name}_{language}") for name in spoken},
    }
    if currency != HOME:
        stand |= {"account": seller.account_in(currency), "bic": seller.swift or seller.bic,
                  "treasury_account": ""}  # fmt: skip
    return stand
