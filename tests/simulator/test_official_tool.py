"""Stripe's own command line runs its scenarios against the simulator.

It is not among the requirements: ``sh .ci/tools servers`` puts it under ``var/tools``, or
STRIPE_CLI names it. Where it is absent these tests are left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.simulator.conftest import API_KEY

if TYPE_CHECKING:
    from tests.stripe_simulator.server import Simulator

_INSTALLED = Path(__file__).parents[2] / "var/tools/node_modules/@stripe"
TOOL = (
    os.environ.get("STRIPE_CLI")
    or next(iter(sorted(map(str, _INSTALLED.glob("cli-*/bin/stripe")))), None)
    or shutil.which("stripe")
)
#: The kinds of events that ``membership.billing`` acts on, and those of renewals.
KINDS = [
    "charge.dispute.closed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.refund.updated",
    "charge.refunded",
    "charge.succeeded",
    "checkout.session.completed",
    "checkout.session.expired",
    "credit_note.created",
    "credit_note.voided",
    "customer.created",
    "customer.subscription.created",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.updated",
    "customer.updated",
    "invoice.finalized",
    "invoice.paid",
    "invoice.payment_action_required",
    "invoice.payment_failed",
    "invoice.voided",
    "payment_intent.canceled",
    "payment_intent.payment_failed",
    "payment_intent.requires_action",
    "payment_intent.succeeded",
    "payment_method.attached",
    "payment_method.detached",
    "setup_intent.canceled",
    "setup_intent.setup_failed",
    "setup_intent.succeeded",
    "test_helpers.test_clock.created",
]


@pytest.mark.skipif(TOOL is None, reason="the official command line is not installed")
def test_the_official_scenarios_end_in_their_events(simulator: Simulator, tmp_path: Path) -> None:
    refused = {}
    for kind in KINDS:
        done = subprocess.run(
            [str(TOOL), "trigger", kind, "--api-base", simulator.url, "--api-key", API_KEY],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={
                **os.environ,
                "XDG_CONFIG_HOME": str(tmp_path),
                "STRIPE_CLI_TELEMETRY_OPTOUT": "1",
            },
        )
        heard = {event["type"] for event in simulator.world.store.newest_first("event")}
        if done.returncode or kind not in heard:
            refused[kind] = done.stdout + done.stderr

    assert refused == {}
