"""Staff of the client base, for the tests of all its rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from membership.accounts.models import User


def _member_of(role: str, client: Client) -> User:
    from membership.bank import groundwork as bank
    from membership.billing import groundwork as billing
    from membership.bookkeeping import groundwork as bookkeeping
    from membership.clients import groundwork as clients
    from membership.subscriptions import groundwork as subscriptions
    from portal.core import roles
    from tests.factories.membership import UserFactory

    clients.lay()
    billing.lay()
    bank.lay()
    bookkeeping.lay()
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
