"""Staff of the client base and its card provider, for the tests of all its rooms.

The provider is the simulator, run as a program of its own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import stripe

from tests.fakes.stripe_program import StripeProgram, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from django.test import Client

    from membership.accounts.models import User

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


def _member_of(role: str, client: Client) -> User:
    from membership.subscriptions import groundwork as subscriptions
    from portal.core import roles
    from tests.factories.membership import UserFactory

    subscriptions.lay()
    user = UserFactory()
    user.groups.add(roles.group(role))
    client.force_login(user)
    return user


@pytest.fixture
def administrator(trees: object, client: Client) -> User:
    """The administrator of the client base, signed in."""
    from portal.core import roles

    return _member_of(roles.CLIENT_ADMINISTRATOR, client)


@pytest.fixture
def manager(trees: object, client: Client) -> User:
    """A manager, who reads; signed in."""
    from portal.core import roles

    return _member_of(roles.MANAGER, client)


@pytest.fixture
def content_administrator(trees: object, client: Client) -> User:
    """The administrator of content, who sees nobody's personal data; signed in."""
    from portal.core import roles

    return _member_of(roles.CONTENT_ADMINISTRATOR, client)


@pytest.fixture
def reviewer(trees: object, client: Client) -> User:
    """A reviewer of practices; signed in."""
    from portal.core import roles

    return _member_of(roles.REVIEWER, client)
