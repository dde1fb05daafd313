"""Many signed notices of paid invoices, each sent several times, by several senders at once."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.stripe_simulator.webhooks import signature

if TYPE_CHECKING:
    from tests.fakes.stripe_program import StripeProgram
    from tests.journeys.running_site import RunningSite

SECRET = "whsec_simulator"
SENDERS, COPIES = 8, 3
_ANSWER_WITHIN_SECONDS = 20

_ORDERS = """
import json
from tests.factories.membership import OrderFactory, PlanFactory
plan = PlanFactory(code="{name}", public=False)
orders = [OrderFactory(plan=plan, invoice__number=f"{name}-{{place}}") for place in range({number})]
print(json.dumps([[order.invoice_id, order.invoice.number] for order in orders]))
"""
_LOOK = """
import json
from membership.billing.models import Invoice, Payment, ProviderNotice
from membership.subscriptions.models import Term
invoices = Invoice.objects.filter(number__startswith="{name}-")
payments = Payment.objects.filter(invoice__in=invoices)
print(json.dumps({{
    "settled": invoices.filter(status="settled").count(),
    "payments": payments.count(),
    "tyiyn": payments.total_tyiyn(),
    "terms": Term.objects.filter(order__invoice__in=invoices).count(),
    "notices": ProviderNotice.objects.filter(external_id__startswith="evt_{name}").count(),
    "acted_on": ProviderNotice.objects.filter(
        external_id__startswith="evt_{name}", acted_on_at__isnull=False).count(),
}}))
"""
#: What five minutes of waiting do for effects whose worker was killed.
_END_LEASES = """
from portal.core import clock
from portal.core.models import OutboxEntry
OutboxEntry.objects.filter(done_at=None).update(lease_until=clock.now(), due_at=clock.now())
"""


@dataclass(frozen=True)
class Answer:
    """What a sender got."""

    status: int
    seconds: float


def told(site: RunningSite, script: str) -> Any:
    """What a script prints last, run beside the site."""
    printed = site.run(script).strip().splitlines()
    return json.loads(printed[-1]) if printed else None


def prepare(
    site: RunningSite, provider: StripeProgram, *, name: str, number: int
) -> list[dict[str, Any]]:
    """Orders that wait for money, paid at the provider; the notices it would send, unsent."""
    provider.order("deliveries/hold")
    made = []
    for invoice_id, invoice_number in told(site, _ORDERS.format(name=name, number=number)):
        intent = provider.api.v1.payment_intents.create(
            {
                "amount": 480_000,
                "currency": "kgs",
                "confirm": True,
                "payment_method": "pm_card_visa",
                "payment_method_types": ["card"],
                "metadata": {"invoice": str(invoice_id), "number": invoice_number},
            }
        )
        made.append(intent.to_dict())
    template = next(
        event.to_dict()
        for event in provider.api.v1.events.list({"limit": 100}).data
        if event.type == "payment_intent.succeeded"
    )
    return [
        {**template, "id": f"evt_{name}{place:06d}", "data": {"object": intent}}
        for place, intent in enumerate(made)
    ]


def storm(
    site: RunningSite, events: list[dict[str, Any]], *, kills: int, seed: int
) -> list[Answer]:
    """Send every notice several times in random order, killing the worker meanwhile."""
    chance = random.Random(seed)
    letters = events * COPIES
    chance.shuffle(letters)
    every = max(1, len(letters) // (kills + 1))
    with ThreadPoolExecutor(SENDERS) as senders:
        sent = []
        for place, event in enumerate(letters):
            sent.append(senders.submit(_send, site.port, event))
            if kills and place % every == every - 1 and place // every < kills:
                sent[-1].result()
                kill_worker(site)
        return [future.result() for future in sent]


def _send(port: int, event: dict[str, Any]) -> Answer:
    body = json.dumps(event)
    begun = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWER_WITHIN_SECONDS)
    headers = {
        "Content-Type": "application/json",
        "Stripe-Signature": signature(body, SECRET, int(time.time())),
    }
    try:
        connection.request("POST", "/stripe/notice/", body.encode(), headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        status = 0
    finally:
        connection.close()
    return Answer(status, time.monotonic() - begun)


def kill_worker(site: RunningSite) -> bool:
    """SIGKILL the worker with all its processes; False when it is being started again."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if parent == site.pid and b"celery" in words and b"worker" in words:
                os.killpg(int(folder.name), signal.SIGKILL)
                return True
    return False


def end_leases(site: RunningSite) -> None:
    """Let what a killed worker had in hand be taken up now, and not in five minutes."""
    told(site, _END_LEASES)


def look(site: RunningSite, name: str) -> dict[str, int]:
    """How the books stand."""
    return dict(told(site, _LOOK.format(name=name)))


def wait(site: RunningSite, name: str, *, number: int, seconds: float) -> dict[str, int]:
    """Look until all notices are acted on, or the time is over."""
    deadline = time.monotonic() + seconds
    while True:
        seen = look(site, name)
        if seen["acted_on"] == number or time.monotonic() > deadline:
            return seen
        time.sleep(1)
