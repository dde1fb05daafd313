"""A kept page beside a bare WSGI application returning the same bytes, on the same server.

Processor time of the server's processes, user and system, read from ``/proc``: Linux only.
"""

from __future__ import annotations

import http.client
import os
import signal
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys.running_site import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "home, kept page, beside a bare WSGI application with the same bytes"
LIMIT = 5.0
ROUNDS, REQUESTS = 5, 2000
PACKED = {"Accept-Encoding": "gzip"}
_TICK = os.sysconf("SC_CLK_TCK")


def measure(folder: Path) -> float:
    """The ratio of the two, the median of rounds in turn; ``folder`` holds a prepared site."""
    body = folder / "bare.gz"
    with _server("portal.wsgi:application", folder) as (ours, our_processes):
        body.write_bytes(_page(ours, "/ky/"))
        environment = {"BARE_BODY": str(body)}
        with _server("tests.bench.bare:application", folder, environment) as (bare, bare_processes):
            _ask(ours, "/ky/", 200)
            _ask(bare, "/", 200)
            ratios = []
            for _ in range(ROUNDS):
                mine = _processor_time(our_processes, ours, "/ky/")
                floor = _processor_time(bare_processes, bare, "/")
                ratios.append(mine / floor)
    return statistics.median(ratios)


@contextmanager
def _server(
    target: str, folder: Path, environment: dict[str, str] | None = None
) -> Iterator[tuple[int, int]]:
    """One server with one worker; gives its port and its process group."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port",
         str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws", target],
        env={**os.environ, "ALLOWED_HOSTS": "127.0.0.1", **(environment or {})},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with suppress(OSError):
            _page(port, "/healthz")
            return
        time.sleep(0.2)
    raise TimeoutError(f"nothing answers on port {port}")


def _page(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=PACKED)
    body = connection.getresponse().read()
    connection.close()
    return body


def _ask(port: int, path: str, times: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _ in range(times):
        connection.request("GET", path, headers=PACKED)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise AssertionError(f"{path}: {answer.status}")
    connection.close()


def _processor_time(group: int, port: int, path: str) -> float:
    before = _spent(group)
    _ask(port, path, REQUESTS)
    return _spent(group) - before


def _spent(group: int) -> float:
    """Seconds of processor time of all processes of a group."""
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICK
