"""The simulator as a program of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.simulator.conftest import an_order, client_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@contextmanager
def running(data: Path, *arguments: str) -> Iterator[str]:
    """The address of a simulator that runs until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stripe_simulator", "--data", str(data), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address is not None
        yield address[0]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=15) == 0


def test_a_restart_forgets_no_session(tmp_path: Path) -> None:
    with running(tmp_path) as address:
        made = client_of(address).v1.checkout.sessions.create(an_order())
    with running(tmp_path) as address:
        known = client_of(address).v1.checkout.sessions.retrieve(made.id)

    assert (known.status, known.amount_total) == ("open", 480_000)


def test_pages_are_offered_where_browsers_reach_them(tmp_path: Path) -> None:
    with running(tmp_path, "--public-url", "https://pay.test/sim/") as address:
        made = client_of(address).v1.checkout.sessions.create(an_order())

    assert made.url == f"https://pay.test/sim/c/pay/{made.id}"
