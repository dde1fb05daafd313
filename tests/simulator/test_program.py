"""The simulator as a program of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.stripe_program import running
from tests.simulator.conftest import an_order, client_of

if TYPE_CHECKING:
    from pathlib import Path


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
