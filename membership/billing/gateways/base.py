"""What billing expects of payment providers: of one with card pages, of one with QR codes."""

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


@dataclass(frozen=True, slots=True)
class QrRequest:
    """One wish to pay an invoice by a QR code."""

    #: Sent as reference: the same one again is the same order at the acquirer.
    reference: str
    invoice_number: str
    amount_tyiyn: int
    currency: str
    #: What is paid for, in the language of the reader.
    title: str


@dataclass(frozen=True, slots=True)
class OpenedQr:
    """An order at the acquirer and what its code says."""

    external_id: str
    payload: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class QrState:
    """An order as the acquirer knows it now; ``paid_at`` is None while no money has arrived."""

    external_id: str
    reference: str
    #: The acquirer's name of the payment: a refund or a question to him names it.
    payment_id: str
    amount_tyiyn: int
    currency: str
    paid_at: datetime | None


class QrGateway(Protocol):
    """A module or object that speaks to a QR acquirer. Called by the worker alone."""

    def open_order(self, request: QrRequest) -> OpenedQr:
        """Ask for a code. Errors are raised; the outbox tries again."""
        ...

    def state_of(self, external_id: str) -> QrState:
        """How an order stands now."""
        ...
