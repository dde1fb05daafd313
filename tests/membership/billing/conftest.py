"""A site that takes cards: its provider is the simulator, run as a program of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import stripe

from membership.billing import checkouts
from portal.core import clock, outbox
from tests.fakes.stripe_program import StripeProgram, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from django.test import Client

    from membership.billing.models import Checkout, Invoice

NOTICES = "/stripe/notice/"


@pytest.fixture(scope="session")
def _simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StripeProgram]:
    with running(tmp_path_factory.mktemp("stripe")) as url:
        yield StripeProgram(url)


@pytest.fixture
def provider(_simulator: StripeProgram, settings: Any) -> StripeProgram:
    """Stripe, as far as the site can tell."""
    settings.STRIPE_API_BASE = _simulator.url
    return _simulator


@pytest.fixture
def tell(client: Client, settings: Any) -> Any:
    """Deliver an event to the site, signed as Stripe signs."""

    def deliver(event: dict[str, Any], **headers: str) -> HttpResponse:
        body = json.dumps(event)
        signature = stripe.WebhookSignature.generate_signature_header(
            body, settings.STRIPE_WEBHOOK_SECRET
        )
        return client.post(
            NOTICES,
            body,
            content_type="application/json",
            headers={"Stripe-Signature": signature, **headers},
        )

    return deliver


def opened_checkout(invoice: Invoice) -> Checkout:
    """The provider's page for an invoice, as the worker opens it."""
    checkout = checkouts.ask_for_checkout(invoice_id=invoice.pk, language="ky", at=clock.now())
    outbox.drain()
    checkout.refresh_from_db()
    return checkout
