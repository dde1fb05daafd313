"""A thousand signed notices, each sent three times in random order by eight senders at once.

Meanwhile the worker is killed five times. Every notice must be answered with 2xx within the
provider's patience, and the money be counted once. What a killed worker had in hand is taken up
when its lease ends, after five minutes: that is waited for.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from tests.fakes import notice_storm
from tests.fakes.stripe_program import StripeProgram
from tests.journeys.running_site import RunningSite

NUMBER, KILLS = 1_000, 5
#: Stripe gives up on an answer after so long.
PATIENCE_SECONDS = 20.0
_LEASE_SECONDS = 300


def measured(prepared: Path) -> bool:
    """Run it, print the figures; True when nothing was refused, lost or doubled."""
    site = RunningSite(folder=prepared.parent / f"{prepared.name}-notices")
    site.copy_from(prepared)
    site.start()
    try:
        return _storm(site)
    finally:
        site.stop()


def _storm(site: RunningSite) -> bool:
    provider = StripeProgram(f"http://127.0.0.1:{site.simulator_port}")
    events = notice_storm.prepare(site, provider, name="bench", number=NUMBER)
    begun = time.monotonic()
    answers = notice_storm.storm(site, events, kills=KILLS, seed=1785)
    sent = time.monotonic()
    seen = notice_storm.wait(site, "bench", number=NUMBER, seconds=_LEASE_SECONDS + 600)
    done = time.monotonic()
    seconds = sorted(answer.seconds for answer in answers)
    good = sum(200 <= answer.status < 300 for answer in answers)
    sys.stdout.write(
        f"notices answered with 2xx: {good} of {len(answers)}, "
        f"median {statistics.median(seconds):.3f} s, slowest {seconds[-1]:.2f} s "
        f"(limit {PATIENCE_SECONDS:.0f}); sent in {sent - begun:.0f} s, "
        f"all acted on after {done - begun:.0f} s, {KILLS} kills\n"
        f"counted: {seen}\n"
    )
    right = {**dict.fromkeys(("settled", "payments", "terms", "notices", "acted_on"), NUMBER),
             "tyiyn": NUMBER * 480_000}  # fmt: skip
    return good == len(answers) and seconds[-1] <= PATIENCE_SECONDS and seen == right
