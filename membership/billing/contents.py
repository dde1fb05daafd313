"""What an invoice is made of, before it has a number."""

from dataclasses import asdict, dataclass
from typing import Any

from membership.billing.errors import AmountNotPositive, SellerUnknown
from membership.billing.models import PAPER_LANGUAGES, SellerRequisites

#: Raised whenever the printed form changes, so that an old invoice can be told apart.
TEMPLATE_VERSION = 1


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


def frozen_parties(buyer: Buyer) -> dict[str, Any]:
    """Both parties as they are today, to be stored with the invoice for ever.

    Raises:
        SellerUnknown: the publisher's bank details are not entered.
    """
    seller = SellerRequisites.load()
    if not seller.is_complete:
        raise SellerUnknown
    return {
        "template": TEMPLATE_VERSION,
        "buyer": asdict(buyer),
        "seller": {
            language: {
                "name": getattr(seller, f"name_{language}"),
                "address": getattr(seller, f"address_{language}"),
                "bank": getattr(seller, f"bank_{language}"),
                "inn": seller.inn,
                "bic": seller.bic,
                "account": seller.account,
                "head": seller.head,
            }
            for language in PAPER_LANGUAGES
        },
    }
