"""What billing expects of a card provider, so that a local QR rail can join."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CheckoutRequest:
    """One wish to pay an invoice by card."""

    #: Sent as idempotency key: the same request again is the same page.
    key: str
    invoice_id: int
    invoice_number: str
    amount_tyiyn: int
    currency: str
    #: What is paid for, in the language of the reader.
    title: str
    #: ``ky`` or ``ru``.
    language: str
    email: str
    #: Where the provider sends the reader afterwards, whether she paid or not.
    back_url: str


@dataclass(frozen=True, slots=True)
class OpenedCheckout:
    """The provider's page that waits for a card."""

    external_id: str
    url: str
    expires_at: datetime


class CardGateway(Protocol):
    """A module or object that opens payment pages. Called by the worker, outside a transaction."""

    def open_checkout(self, request: CheckoutRequest) -> OpenedCheckout:
        """Ask the provider for a payment page. Errors are raised; the outbox tries again."""
        ...

    def close_checkout(self, external_id: str) -> None:
        """Let nobody pay on this page any more; harmless when it is closed or paid already."""
        ...
