"""A search is counted with the audience of a member who agreed to it, and with nobody else's."""

from datetime import UTC, datetime

import pytest
from django.test import Client as Browser

from membership.accounts import groundwork
from membership.accounts.models import ConsentText
from membership.clients import services
from portal.core.audience import Category, category_of
from search.models import AskedQuery
from tests.factories.membership import UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
ABOUT = {"purpose": "statistics", "service": "portal", "channel": ""}


@pytest.fixture
def member() -> object:
    user = UserFactory()
    card_id = services.open_card(user_id=user.pk, at=NOON)
    from membership.clients.models import Client

    Client.objects.filter(pk=card_id).update(category=Category.LSG)
    return user


def agree(user: object) -> int:
    from membership.clients import selectors

    card_id = selectors.client_id_of(user.pk)  # type: ignore[attr-defined]
    assert card_id is not None
    services.record_consent(
        client_id=card_id, **ABOUT, version="1.0", language="ky", text="Макулмун", given_at=NOON
    )
    return card_id


def test_only_who_agreed_is_counted_and_until_she_takes_it_back(member: object) -> None:
    assert category_of(member) == ""

    card_id = agree(member)
    assert category_of(member) == Category.LSG

    services.withdraw_consent(client_id=card_id, **ABOUT, at=NOON)
    assert category_of(member) == ""


def test_her_search_keeps_the_audience_and_not_her(
    trees: object, client: Browser, member: object
) -> None:
    agree(member)
    client.force_login(member)  # type: ignore[arg-type]

    client.get("/ky/search/", {"q": "суу"})
    client.logout()
    client.get("/ky/search/", {"q": "жол"})

    kept = dict(AskedQuery.objects.values_list("text", "category"))
    assert kept == {"суу": "lsg", "жол": ""}


def test_the_consent_is_offered_in_registration_and_in_her_room(
    trees: object, client: Browser, member: object
) -> None:
    groundwork.lay()
    groundwork.lay()
    text = ConsentText.objects.get(purpose=ConsentText.Purpose.STATISTICS)
    client.force_login(member)  # type: ignore[arg-type]

    shown = client.get("/ky/room/consents/").content.decode()

    assert f"text-{text.pk}" in shown
    client.post("/ky/room/consents/change/", {"text": str(text.pk), "agreed": "yes"})
    assert category_of(member) == Category.LSG
