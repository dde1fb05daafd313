"""``python -m tests.stripe_simulator``: run the simulator until it is told to stop."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from tests.stripe_simulator.server import Simulator


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.stripe_simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (loopback)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on (any free one)")
    parser.add_argument("--data", type=Path, required=True, help="folder of its state")
    parser.add_argument("--api-key", default="sk_test_simulator")
    parser.add_argument("--webhook-url", help="where events are delivered")
    parser.add_argument("--webhook-secret", default="whsec_simulator")
    parser.add_argument(
        "--public-url", help="where browsers reach the pages (default: the host of the shop)"
    )
    return parser.parse_args()


def main() -> int:
    given = _arguments()
    simulator = Simulator(**vars(given))
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    simulator.start()
    sys.stdout.write(f"Stripe simulator: {simulator.url} (no money moves)\n")
    sys.stdout.flush()
    stop.wait()
    simulator.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
