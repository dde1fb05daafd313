"""Notices of a card payment before the real site: two web processes and a worker at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes import notice_storm
from tests.fakes.stripe_program import StripeProgram

if TYPE_CHECKING:
    from tests.journeys.running_site import RunningSite

_OPEN = """
from membership.billing import checkouts
from membership.billing.models import Invoice
from portal.core import clock
from tests.factories.membership import InvoiceFactory
invoice = InvoiceFactory(number="N-{number}", total_tyiyn=480_000)
checkouts.ask_for_checkout(invoice_id=invoice.pk, language="ky", at=clock.now())
"""
_LOOK = """
import json
from membership.billing.models import Invoice
invoice = Invoice.objects.get(number="N-{number}")
print(json.dumps({{
    "status": invoice.status,
    "page": invoice.checkouts.get().external_id,
    "payments": list(invoice.payments.values_list("amount_tyiyn", flat=True)),
}}))
"""


def look(site: RunningSite, number: int) -> dict[str, Any]:
    """How the invoice stands, as the database has it."""
    return dict(notice_storm.told(site, _LOOK.format(number=number)))


def wait_for(site: RunningSite, number: int, key: str, value: Any = None) -> dict[str, Any]:
    """Look until ``key`` has ``value``, or any value when none is named."""
    deadline = time.monotonic() + 60
    while True:
        seen = look(site, number)
        if seen[key] == value or (value is None and seen[key]):
            return seen
        assert time.monotonic() < deadline, seen
        time.sleep(0.2)


@pytest.fixture
def provider(site: RunningSite) -> StripeProgram:
    return StripeProgram(f"http://127.0.0.1:{site.simulator_port}")


def test_notices_that_come_many_times_in_one_moment_are_one_payment(
    site: RunningSite, provider: StripeProgram
) -> None:
    site.run(_OPEN.format(number=1))
    page = wait_for(site, 1, "page")["page"]
    provider.order("deliveries/copies", count=3)

    assert provider.pay(page) == "paid"
    reference = str(provider.api.v1.checkout.sessions.retrieve(page).payment_intent)
    for event in provider.events_of(reference)[::-1]:
        answers = provider.order(f"events/{event['id']}/deliver", times=12, at_once="true")
        assert answers == [204] * 12
    provider.order("deliveries/copies", count=1)

    assert wait_for(site, 1, "status", "settled")["payments"] == [480_000]
    time.sleep(2)  # whatever still runs may finish
    assert look(site, 1)["payments"] == [480_000]


def test_notices_held_back_and_sent_backwards_are_one_payment(
    site: RunningSite, provider: StripeProgram
) -> None:
    site.run(_OPEN.format(number=2))
    page = wait_for(site, 2, "page")["page"]
    provider.order("deliveries/hold")

    assert provider.pay(page) == "paid"
    provider.order("deliveries/release", order="newest")

    assert wait_for(site, 2, "status", "settled")["payments"] == [480_000]


def test_a_storm_of_notices_with_a_dying_worker_loses_and_doubles_nothing(
    site: RunningSite, provider: StripeProgram
) -> None:
    number = 40
    events = notice_storm.prepare(site, provider, name="storm", number=number)

    answers = notice_storm.storm(site, events, kills=2, seed=1785)
    notice_storm.end_leases(site)
    seen = notice_storm.wait(site, "storm", number=number, seconds=60)
    provider.order("deliveries/release", order="oldest")  # what it kept back tells nothing new

    assert {answer.status for answer in answers} == {204}
    assert (
        seen
        == notice_storm.look(site, "storm")
        == {
            "settled": number,
            "payments": number,
            "tyiyn": number * 480_000,
            "terms": number,
            "notices": number,
            "acted_on": number,
        }
    )
