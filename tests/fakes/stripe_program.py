"""The simulator of Stripe's API as a program of its own, and the orders a test may give it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import stripe

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
API_KEY = "sk_test_simulator"


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


class _Stay(urllib.request.HTTPRedirectHandler):
    """The page sends its visitor back to a site that does not run."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True)
class StripeProgram:
    """A running simulator."""

    url: str

    @property
    def api(self) -> stripe.StripeClient:
        """The real library, pointed at it."""
        return stripe.StripeClient(API_KEY, base_addresses={"api": self.url}, max_network_retries=0)

    def order(self, path: str, **given: Any) -> Any:
        """Give an order and return its outcome."""
        request = urllib.request.Request(
            f"{self.url}/_sim/{path}",
            urllib.parse.urlencode(given).encode(),
            {"Authorization": f"Bearer {API_KEY}"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read())

    def pay(self, session_id: str, number: str = "4242424242424242") -> str:
        """Pay on a Checkout page as a reader would; tells how it ended."""
        return str(self.order(f"sessions/{session_id}/pay", number=number)["outcome"])

    def confirm(self, session_id: str) -> None:
        """Say yes to the bank on the page of a session."""
        self._post(f"{self.url}/c/pay/{session_id}/confirm", answer="yes")

    def change_card(self, page: str, number: str) -> None:
        """Put another card in place of the kept one, on the customer's own page."""
        card = {"number": number, "expiry": "12/34", "cvc": "123", "name": "Асан Үсөнов"}
        self._post(page, email="payer@example.org", **card)

    def _post(self, address: str, **form: str) -> None:
        data = urllib.parse.urlencode(form).encode()
        opener = urllib.request.build_opener(_Stay)
        try:
            opener.open(urllib.request.Request(address, data), timeout=20).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            if answer.code != 303:
                raise

    def events_of(self, reference: str) -> list[dict[str, Any]]:
        """What the simulator tells about one payment, oldest first."""
        events = self.api.v1.events.list({"limit": 100}).data
        mine = [event.to_dict() for event in events if reference in str(event)]
        return mine[::-1]
